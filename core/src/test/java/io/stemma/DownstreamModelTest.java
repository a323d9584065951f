package io.stemma;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is downstream of a path is whatever has it among the sources of its derivation. */
class DownstreamModelTest {
  private static final List<String> RAW = List.of("r0", "r1", "cal");
  private static final int PIPELINES = 5;

  /**
   * Gives a file of its own, hands some directories on, and adds to files that are merged.
   *
   * @param number so that pipelines differ
   * @param inputs their names, each of one letter
   * @param every whether all files are read, or about half of them
   */
  record Mix(int number, String inputs, boolean every) implements Transformation {
    @Override
    public void apply(Datum in, Output out) throws IOException {
      if (pick(in.name(), 11)) {
        throw new IOException("this one fails");
      }
      long sum = number;
      for (String input : inputs.split("")) {
        for (Path path : in.paths(input)) {
          sum += read(path);
          if (input.equals("a") && pick(in.name(), 3) && Files.isDirectory(path)) {
            out.copy(path, "copy");
          }
        }
      }
      out.write("n", "" + sum);
      if (pick(in.name(), 2)) {
        out.write("/sum" + number + "-" + Math.floorMod(in.name().hashCode(), 3), "" + sum);
      }
    }

    private long read(Path path) throws IOException {
      long sum = 0;
      try (Stream<Path> files = Files.walk(path)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          if (every || pick(file.toString(), 2)) {
            sum += Files.readString(file).length();
          }
        }
      }
      return sum;
    }

    private boolean pick(String name, int one) {
      return Math.floorMod((name + number).hashCode() * 31, one) == 0;
    }

    @Override
    public boolean merges(String path) {
      return path.startsWith("/sum");
    }

    @Override
    public void merge(String path, List<Path> parts, Path merged) throws IOException {
      Files.writeString(merged, "" + parts.size());
    }
  }

  /** An archive of a seed, and what its derivations say. */
  private static final class World implements AutoCloseable {
    private final Archive archive = Archive.inMemory();
    private final Random random;
    private final Map<String, Set<Source>> closures = new HashMap<>();

    World(long seed, boolean every) {
      this.random = new Random(seed);
      for (String raw : RAW) {
        archive.createRepository(raw);
        change(raw);
      }
      for (int i = 0; i < PIPELINES; i++) {
        Read read = read(i);
        archive.definePipeline(
            "p" + i,
            new Mix(i, read.names(), every),
            read.input(),
            PipelineOptions.DEFAULT.withTries(1).onFailure(PipelineOptions.OnFailure.OMIT));
      }
      archive.update();
      for (int i = 0; i < 4; i++) {
        change(RAW.get(random.nextInt(RAW.size())));
        Job unused = archive.pipeline("p" + random.nextInt(PIPELINES)).run();

        if (random.nextInt(3) == 0) {
          byHand("p" + random.nextInt(PIPELINES));
        }
      }
    }

    private Branch main(String repository) {
      return archive.repository(repository).main();
    }

    private void change(String raw) {
      main(raw)
          .commit(
              "some",
              tx -> {
                for (int i = 0; i < 5; i++) {
                  int k = 1 + random.nextInt(6);
                  if (raw.equals("cal")) {
                    int pair = (k + 1) / 2;
                    tx.write("/c" + pair, "" + random.nextInt(1000))
                        .validity("/c" + pair, 2L * pair - 1, 2L * pair);
                  } else {
                    tx.write(
                        "/" + k + "/" + "xy".charAt(random.nextInt(2)), "" + random.nextInt(1000));
                  }
                }
              });
    }

    private void byHand(String pipeline) {
      try (Stream<Entry> files = main(pipeline).head().walk("/")) {
        List<String> paths = files.map(Entry::path).toList();
        if (!paths.isEmpty()) {
          String path = paths.get(random.nextInt(paths.size()));
          main(pipeline).commit("by hand", tx -> tx.write(path, "of somebody").write("/9/x", "y"));
        }
      }
    }

    private Input each(int below, String name) {
      int from = random.nextInt(2 + below);
      String repository = from < 2 ? "r" + from : "p" + (from - 2);
      String glob = random.nextInt(4) == 0 ? "/{k}/*" : "/{k}";
      return Input.each(repository, glob).as(name);
    }

    /** An input, and the names that it has. */
    private record Read(Input input, String names) {}

    private Read read(int below) {
      return switch (random.nextInt(8)) {
        case 0 -> new Read(Input.all("r" + random.nextInt(2)).as("a"), "a");
        case 1 -> new Read(Input.cross(each(below, "a"), Input.all("cal").as("b")), "ab");
        case 2 -> new Read(Input.cross(each(0, "a"), Input.each("cal", "/*").as("c")), "ac");
        case 3 ->
            new Read(
                Input.join(each(below, "a").on("{k}"), each(below, "b").on("{k}").outer()), "ab");
        case 4 ->
            new Read(Input.group(each(below, "a").on("{k}"), each(below, "b").on("{k}")), "ab");
        case 5 ->
            new Read(
                Input.each("r" + random.nextInt(2), "/{k}")
                    .as("a")
                    .valid("cal", "/*", "k")
                    .as("b")
                    .optional(),
                "ab");
        case 6 ->
            new Read(
                Input.union(Input.each("r0", "/[123]").as("a"), Input.each("cal", "/*").as("a")),
                "a");
        default -> new Read(each(below, "a"), "a");
      };
    }

    /** A file or directory of a commit that something was made from. */
    private record Source(String repository, CommitId commit, String path) {}

    /** Everything in the derivation of a file, back to the beginning. */
    private Set<Source> closure(Commit commit, String path) {
      String name = commit.id() + path;
      Set<Source> known = closures.get(name);
      if (known == null) {
        known = sources(commit, path);
        closures.put(name, known);
      }
      return known;
    }

    private Set<Source> sources(Commit commit, String path) {
      Set<Source> found = new LinkedHashSet<>();
      if (!commit.exists(path)) {
        return found;
      } else if (commit.entry(path).isDirectory()) {
        files(commit, path).forEach(file -> found.addAll(closure(commit, file)));
        return found;
      }
      Derivation derivation = commit.derivation(path);
      if (derivation.computation().isEmpty()) {
        Optional<Commit> parent = commit.parents().stream().findFirst();
        if (parent.isPresent()
            && parent.get().exists(path)
            && commit.repository().startsWith("p")) {
          boolean same =
              commit.changesSince(parent.get()).stream().noneMatch(c -> c.path().equals(path));
          return same ? closure(parent.get(), path) : found;
        }
        return found;
      }
      for (Derivation source : derivation.sources()) {
        Commit of = archive.commit(source.commit());
        found.add(new Source(source.repository(), of.id(), source.path()));
        found.addAll(closure(of, source.path()));
      }
      return found;
    }

    private static List<String> files(Commit commit, String path) {
      try (Stream<Entry> files = commit.walk(path)) {
        return files.map(Entry::path).toList();
      }
    }

    private Map<String, Set<String>> model(
        String repository, String path, Optional<Commit> version) {
      Map<String, Set<String>> found = new TreeMap<>();
      for (int i = 0; i < PIPELINES; i++) {
        Commit head = main("p" + i).head();
        for (String file : files(head, "/")) {
          boolean counts =
              closure(head, file).stream()
                  .filter(source -> source.repository().equals(repository))
                  .anyMatch(source -> counts(source, path, version));
          if (counts) {
            found.computeIfAbsent("p" + i, name -> new TreeSet<>()).add(file);
          }
        }
      }
      return found;
    }

    private boolean counts(Source source, String path, Optional<Commit> version) {
      Commit commit = archive.commit(source.commit());
      return files(commit, source.path()).stream()
          .filter(file -> path.equals("/") || file.equals(path) || file.startsWith(path + "/"))
          .anyMatch(file -> version.isEmpty() || isSame(commit, version.get(), file));
    }

    private static boolean isSame(Commit one, Commit other, String file) {
      return other.exists(file)
          && other.entry(file).isFile()
          && Arrays.equals(one.read(file), other.read(file))
          && one.entry(file).attributes().equals(other.entry(file).attributes());
    }

    @Override
    public void close() {
      archive.close();
    }
  }

  private static Map<String, Set<String>> found(Downstream downstream) {
    Map<String, Set<String>> found = new TreeMap<>();
    for (DerivedFiles output : downstream.outputs()) {
      Set<String> paths = new TreeSet<>();
      try (Stream<Entry> files = output.walk()) {
        files.forEach(file -> paths.add(file.path()));
      }
      assertThat(output.files()).isEqualTo(paths.size());
      try (Stream<String> names = output.datumNames()) {
        assertThat(output.datums()).isEqualTo(names.distinct().count()).isPositive();
      }
      if (!paths.isEmpty()) {
        found.put(output.repository(), paths);
      }
    }
    return found;
  }

  /** What can be asked for: all paths that there are, and directories above them. */
  private static List<String> questions(World world, String repository) {
    Set<String> paths = new TreeSet<>(List.of("/", "/never"));
    for (Commit commit : world.main(repository).log(100)) {
      for (String file : World.files(commit, "/")) {
        for (int end = file.length(); end > 0; end = file.lastIndexOf('/', end - 1)) {
          paths.add(file.substring(0, end));
        }
      }
    }
    List<String> some = new ArrayList<>(paths);
    java.util.Collections.shuffle(some, new Random(paths.size()));
    return some.subList(0, Math.min(12, some.size()));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11})
  void isTheInverseOfDerivation(long seed) {
    try (World world = new World(seed, true);
        World half = new World(seed, false)) {
      int answers = 0;
      List<String> repositories = new ArrayList<>(RAW);
      repositories.addAll(List.of("p0", "p1", "p2", "p3", "p4"));
      for (String repository : repositories) {
        for (String path : questions(world, repository)) {
          String what = repository + ":" + path + " of seed " + seed;
          Map<String, Set<String>> all = found(world.archive.downstream(repository, path));
          answers += all.isEmpty() ? 0 : 1;
          assertThat(all).as(what).isEqualTo(world.model(repository, path, Optional.empty()));
          assertThat(found(world.archive.downstream(repository, path).onlyRead()))
              .as(what)
              .isEqualTo(all);
          assertThat(found(half.archive.downstream(repository, path)))
              .as(what + ", where not all was read")
              .isEqualTo(all);
          assertThat(found(half.archive.downstream(repository, path).onlyRead()))
              .as(what + ", of what was read")
              .isEqualTo(half.model(repository, path, Optional.empty()));
        }
      }
      assertThat(answers).as("questions that have an answer").isGreaterThan(5);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {21, 22, 23, 24})
  void ofAVersionOnlyWhatIsTheSameCounts(long seed) {
    try (World world = new World(seed, true)) {
      for (String repository : List.of("r0", "r1", "cal", "p0", "p1")) {
        for (Commit version : world.main(repository).log(100)) {
          for (String path : questions(world, repository)) {
            if (version.exists(path)) {
              assertThat(found(version.downstream(path)))
                  .as(repository + "@" + version.id().abbreviated() + ":" + path + " of " + seed)
                  .isEqualTo(world.model(repository, path, Optional.of(version)));
            }
          }
        }
      }
    }
  }
}
