package io.stemma.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemma.benchmarks.Directories;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonTest {
  private static final int FILES = 40;
  private static final int FILE_BYTES = 3000;

  @TempDir private Path temporary;

  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
  private Path data = Path.of("");

  @BeforeEach
  void fill() throws IOException {
    data = temporary.resolve("data");
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < FILES; i++) {
      byte[] bytes = new byte[FILE_BYTES];
      random.nextBytes(bytes);
      Files.write(Files.createDirectories(data.resolve("d" + i / 10)).resolve("f" + i), bytes);
    }
  }

  @Test
  void everyToolDoesEverythingInEveryRound() throws Exception {
    Versions one = new Versions("one", false);
    Versions other = new Versions("other", false);
    Results results = compare(2, one, other);
    assertThat(results.rows()).hasSize(2 * Operation.values().length);
    assertThat(results.rows()).allMatch(row -> row.rounds() == 2);
    assertThat(results.row("one", Operation.INGEST).orElseThrow().storedBytes())
        .isEqualTo(FILES * FILE_BYTES);
    // Ingest, unchanged several times, edit, one file, and ten changed files before the difference.
    assertThat(one.changes.get(0)).isEqualTo(List.of(FILES, 0, 2, 1, 10));
    assertThat(one.changes).hasSize(2).containsOnly(one.changes.get(0));
    assertThat(one.order).startsWith("one", "other").endsWith("other", "one");
  }

  @Test
  void aToolThatFailsIsNamedAndLeftOut() throws Exception {
    Results results = compare(1, new Versions("good", false), new Versions("bad", true));
    assertThat(results.row("bad", Operation.UNCHANGED)).isPresent();
    assertThat(results.row("bad", Operation.EDIT)).isEmpty();
    assertThat(results.row("bad", Operation.DIFF)).isEmpty();
    assertThat(results.row("good", Operation.DIFF)).isPresent();
    assertThat(log.toString(StandardCharsets.UTF_8)).contains("bad failed at edit");
  }

  @Test
  void theGivenFilesStayAndTheCopyIsAsBefore() throws Exception {
    Path before = temporary.resolve("before");
    new Command("cp", "-r", data.toString(), before.toString()).run();
    compare(1, new Versions("one", false));
    Directories.requireEqual(before, data);
    Directories.requireEqual(before, temporary.resolve("work/tree"));
  }

  @Test
  void theBarePipelineStoresNothingTwice() throws Exception {
    Path twice = temporary.resolve("twice");
    byte[] large = new byte[10 << 20];
    new SplittableRandom(2).nextBytes(large);
    Files.write(Files.createDirectories(twice).resolve("one"), large);
    Files.write(twice.resolve("other"), large);
    Path pack = temporary.resolve("pack");
    BarePipeline.run(twice, pack);
    assertThat(Files.size(pack)).isBetween((long) large.length, large.length + 10_000L);
  }

  private Results compare(int rounds, Versions... tools) throws Exception {
    WorkTree tree = WorkTree.copyOf(data, temporary.resolve("work"));
    List<String> order = new ArrayList<>();
    for (Versions tool : tools) {
      tool.order = order;
    }
    PrintStream to = new PrintStream(log, true, StandardCharsets.UTF_8);
    Comparison comparison = new Comparison(tree, temporary.resolve("rounds"), to);
    for (int i = 0; i < rounds; i++) {
      comparison.round(List.of(tools));
    }
    return new Results(comparison.results(List.of(tools)));
  }

  /** Keeps copies, and notes how many files each ingest finds changed. */
  private static final class Versions implements Tool {
    private final String name;
    private final boolean failing;
    private final List<List<Integer>> changes = new ArrayList<>();
    private List<String> order = new ArrayList<>();

    Versions(String name, boolean failing) {
      this.name = name;
      this.failing = failing;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public String missing() {
      return "nothing";
    }

    @Override
    public String version() {
      return "1";
    }

    @Override
    public Session begin(Path directory, WorkTree tree) throws IOException {
      List<Integer> changed = new ArrayList<>();
      changes.add(changed);
      return new Copies(Files.createDirectories(directory.resolve("copies")), tree, changed);
    }

    private final class Copies implements Session {
      private final Path repository;
      private final WorkTree tree;
      private final List<Integer> changed;
      private final Map<Path, byte[]> newest = new HashMap<>();

      Copies(Path repository, WorkTree tree, List<Integer> changed) {
        this.repository = repository;
        this.tree = tree;
        this.changed = changed;
      }

      @Override
      public Path repository() {
        return repository;
      }

      @Override
      public Cost ingest() throws IOException {
        order.add(name);
        int count = 0;
        for (Path file : Directories.files(tree.root())) {
          byte[] now = Files.readAllBytes(tree.root().resolve(file));
          byte[] before = newest.put(file, now);
          if (before == null || !Arrays.equals(before, now)) {
            count++;
            Path copy = repository.resolve(file);
            Files.createDirectories(repository.resolve(file + "/..").normalize());
            Files.write(copy, now);
          }
        }
        changed.add(count);
        if (failing && changed.size() > 2) {
          throw new IOException("full");
        }
        return cost(1);
      }

      /** Long enough not to be repeated. */
      @Override
      public Cost unchanged() throws IOException {
        return ingest();
      }

      @Override
      public Cost restore(Path target) throws IOException, InterruptedException {
        new Command("cp", "-r", repository + "/.", target.toString()).run();
        return cost(1);
      }

      @Override
      public Cost read(FileRange range) {
        return cost(range.length() == FILE_BYTES ? 0.5 : -1);
      }

      @Override
      public Cost diff() {
        return cost(1);
      }

      private Cost cost(double seconds) {
        return new Cost(seconds, seconds, seconds, Double.NaN);
      }
    }
  }
}
