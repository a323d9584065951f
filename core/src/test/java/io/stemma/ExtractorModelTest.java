package io.stemma;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever transactions, merges and other threads do to files: at each commit, attributes are what
 * the extractors say of the files that the commit has.
 */
class ExtractorModelTest {
  private static final List<String> PLACES =
      List.of("/a.json", "/s/a.json", "/s/b.json", "/s/x", "/s/t/a.json", "/t/a.json", "/t/b.json");

  private static final List<String> TOPS =
      List.of("/s", "/t", "/s/t", "/u", "/s/a.json", "/t/b.json", "/a.json", "/a");

  /** Says what members of a line are, {@code name=value}; of other lines, that they are wrong. */
  record Lines(String name, boolean ofFile) implements Extractor {
    @Override
    public void extract(Path file, AttributeTarget out) throws IOException {
      said(Files.readString(file), name, ofFile)
          .forEach((name, value) -> out.attribute(name, value));
      if (ofFile) {
        out.fileAttribute("own", Files.readString(file).length());
      }
    }

    static Map<String, Object> said(String text, String name, boolean ofFile) {
      if (text.contains("!" + name)) {
        throw new IllegalArgumentException("there is !" + name);
      }
      Map<String, Object> said = new TreeMap<>();
      for (String word : text.split(" ")) {
        String[] parts = word.split("=");
        if (parts.length == 2) {
          said.put(ofFile ? parts[0] : "other_" + parts[0], parts[1]);
        }
      }
      return said;
    }
  }

  /** The extractors, and which files they read. */
  private static final class World implements AutoCloseable {
    final Archive archive = Archive.inMemory();
    final Repository shots = archive.createRepository("shots");
    final Random random;
    final List<Commit> commits = new ArrayList<>();
    final Set<String> checked = new HashSet<>();
    final Map<String, BiPredicate<String, String>> readers = new TreeMap<>();
    final Map<String, Boolean> ofFile = new TreeMap<>();

    World(long seed) {
      random = new Random(seed);
      shots.createBranch("side", shots.main().head());
      commits.add(shots.main().head());
      define("b", random.nextBoolean());
      if (random.nextBoolean()) {
        define("a", random.nextBoolean());
      }
    }

    void define(String name, boolean deep) {
      boolean files = name.equals("b");
      shots.defineExtractor(name, deep ? "/**.json" : "/*/*.json", new Lines(name, files));
      ofFile.put(name, files);
      readers.put(
          name,
          (directory, file) -> file.endsWith(".json") && (deep || directory.matches("/[^/]+")));
    }

    String content() {
      StringBuilder text = new StringBuilder();
      for (String name : List.of("gas", "ip", "bt")) {
        if (random.nextInt(3) > 0) {
          text.append(name).append('=').append(random.nextInt(3)).append(' ');
        }
      }
      return text + (random.nextInt(6) == 0 ? "!a" : "") + (random.nextInt(6) == 0 ? "!b" : "");
    }

    <T> T any(List<T> list) {
      return list.get(random.nextInt(list.size()));
    }

    void edit(Transaction tx) {
      for (int i = random.nextInt(4); i >= 0; i--) {
        try {
          one(tx);
        } catch (NotFoundException | AlreadyExistsException e) {
          // There is nothing, or something in the way: the next edit.
        }
      }
    }

    private void one(Transaction tx) {
      switch (random.nextInt(9)) {
        case 0 -> tx.delete(any(TOPS));
        case 1 -> tx.move(any(TOPS), any(TOPS));
        case 2 -> tx.copy(any(commits), any(TOPS), any(TOPS));
        case 3 -> tx.attribute(any(PLACES), "note", random.nextInt(3));
        case 4 -> tx.attribute(any(TOPS), "note", random.nextInt(3));
        default -> tx.write(any(PLACES), content());
      }
    }

    void commit(Branch branch) {
      try (Transaction tx = branch.begin("edit")) {
        edit(tx);
        if (random.nextInt(4) == 0) {
          Commit unused = branch.commit("meanwhile", this::edit);
        }
        Commit unused = tx.commit();
      } catch (AlreadyExistsException | ConflictException e) {
        // Refused as a whole, or both changed the same: nothing was committed.
      }
    }

    void step() {
      Branch branch = shots.branch(any(List.of("main", "main", "side")));
      switch (random.nextInt(12)) {
        case 0, 1 -> {
          Branch other = shots.branch(branch.name().equals("main") ? "side" : "main");
          Merge unused = branch.merge(other.head(), any(List.of(MergeResolution.values())));
        }
        case 2 -> {
          define("a", random.nextBoolean());
          extractAll();
        }
        case 3 -> {
          if (readers.remove("a") != null) {
            shots.removeExtractor("a");
            extractAll();
          }
        }
        default -> commit(branch);
      }
      for (Branch each : shots.branches()) {
        Commit head = each.head();
        if (checked.add(head.id() + " " + shots.extractors())) {
          check(head);
          commits.add(head);
        }
      }
    }

    private void extractAll() {
      for (Branch each : shots.branches()) {
        Commit unused = each.extract("definitions changed");
      }
    }

    void check(Commit commit) {
      Map<String, Map<String, Object>> expected = expected(commit);
      Map<String, Map<String, Object>> found = new TreeMap<>();
      commit.find(Condition.path("/**")).stream()
          .forEach(
              match -> {
                Map<String, Object> values = new TreeMap<>(match.attributes().values());
                values.remove("note");
                values.remove("extracted");
                if (!values.isEmpty()) {
                  found.put(match.path(), values);
                }
              });
      assertThat(found).as(commit.message()).isEqualTo(expected);
      // Nothing differs, whatever way led here.
      assertThat(shots.createBranch("check", commit).extract("check")).isEqualTo(commit);
      shots.deleteBranch("check");
    }

    private Map<String, Map<String, Object>> expected(Commit commit) {
      Map<String, Map<String, Object>> expected = new TreeMap<>();
      for (String reader : readers.keySet()) {
        try (Stream<Entry> files = commit.walk("/")) {
          files
              .filter(Entry::isFile)
              .sorted((a, b) -> a.name().compareTo(b.name()))
              .forEach(file -> say(expected, reader, file.path(), commit.readString(file.path())));
        }
      }
      return expected;
    }

    private void say(
        Map<String, Map<String, Object>> expected, String reader, String file, String text) {
      String directory = file.substring(0, file.lastIndexOf('/'));
      if (!Objects.requireNonNull(readers.get(reader)).test(directory, file)) {
        return;
      }
      String target = directory.isEmpty() ? file : directory;
      boolean own = Objects.requireNonNull(ofFile.get(reader));
      Map<String, Object> said;
      try {
        said = Lines.said(text, reader, own);
      } catch (IllegalArgumentException e) {
        String name = file.substring(file.lastIndexOf('/') + 1);
        expected
            .computeIfAbsent(target, key -> new TreeMap<>())
            .merge(
                "extraction_error",
                reader + " of " + name + ": " + e.getMessage(),
                (before, now) -> before + "\n" + now);
        return;
      }
      if (!said.isEmpty()) {
        expected.computeIfAbsent(target, key -> new TreeMap<>()).putAll(said);
      }
      if (own) {
        expected.computeIfAbsent(file, key -> new TreeMap<>()).put("own", (long) text.length());
      }
    }

    @Override
    public void close() {
      archive.close();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 135})
  void attributesAreWhatTheFilesSay(long seed) {
    try (World world = new World(seed)) {
      for (int i = 0; i < 60; i++) {
        world.step();
      }
      assertThat(world.archive.verify().isClean()).isTrue();
    }
  }
}
