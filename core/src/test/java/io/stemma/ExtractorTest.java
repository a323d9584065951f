package io.stemma;

import static io.stemma.Condition.where;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;

import io.stemma.signal.Signal;
import io.stemma.storage.MemoryObjectStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Attributes that come from files, as a user asks for them. */
class ExtractorTest {
  /** Apart, so that the code of extractors is not all that this test is made of. */
  private static final class Count {
    static final AtomicInteger RUNS = new AtomicInteger();
  }

  private final SettableClock clock = new SettableClock("2026-11-22T09:00:00Z");
  private final Archive archive =
      Archive.create(
          new MemoryObjectStore(),
          ArchiveOptions.DEFAULT.withAuthor("ada").withClock(clock).withoutCache());
  private final Repository shots = archive.ensureRepository("shots");
  private final Branch main = shots.main();

  /**
   * Says of a shot what the largest sample of a channel is, and of the channel what its unit is.
   */
  record PeakCurrent(String channel) implements Extractor {
    @Override
    public void extract(Path file, AttributeTarget out) throws IOException {
      Count.RUNS.incrementAndGet();
      if (file.endsWith(channel + ".f64")) {
        Signal signal = Signal.read(file);
        out.attribute("peak_current_kA", signal.max() / 1e3).fileAttribute("unit", signal.unit());
      }
    }
  }

  /** Says who it is, under a name that others say, too. */
  record Last(String said) implements Extractor {
    @Override
    public void extract(Path file, AttributeTarget out) throws IOException {
      Count.RUNS.incrementAndGet();
      if (Files.readString(file).contains("say")) {
        out.attribute("last", said + " " + file.getFileName());
      }
    }
  }

  @BeforeEach
  void count() {
    Count.RUNS.set(0);
  }

  @AfterEach
  void close() {
    archive.close();
  }

  private Map<String, Object> attributes(String path) {
    Map<String, Object> values =
        new java.util.TreeMap<>(main.head().entry(path).attributes().values());
    values.remove("extracted");
    return values;
  }

  private void records() {
    shots.defineExtractor("record", "/{shot}/shot.json", new JsonAttributes());
  }

  @Test
  void recordsOfShotsAreFoundInTheCommitThatHasThem(@TempDir Path day) throws IOException {
    GoldenText text = new GoldenText();
    records();
    for (int shot = 18_000; shot < 18_003; shot++) {
      Path directory = Files.createDirectory(day.resolve("" + shot));
      Signal.float64(0, 1e-6, 1.5, 212_000.0 + shot)
          .withUnit("A")
          .write(directory.resolve("ip.f64"));
      Files.writeString(
          directory.resolve("shot.json"),
          "{\"gas\": \""
              + (shot % 2 == 0 ? "D2" : "H2")
              + "\", \"bt\": {\"value\": 2.5, \"unit\":"
              + " \"T\"}, \"operator\": null, \"valves\": [1, 3]}");
    }
    clock.pass(Duration.ofHours(1));
    Commit commit = main.commit("a day", tx -> tx.importDirectory(day, "/"));
    assertThat(commit.find(where("gas").is("D2").and("bt").above(2)).list())
        .extracting(Match::path)
        .containsExactly("/18000", "/18002");
    shots.defineExtractor("peak", "/{shot}/*.f64", new PeakCurrent("ip"));
    Commit peaks = main.extract("peak currents");
    assertThat(peaks.parents()).containsExactly(commit);
    assertThat(peaks.find(where("peak_current_kA").above(230)).list()).hasSize(2);
    assertThat(peaks.entry("/18001/ip.f64").attributes().text("unit")).contains("A");
    text.add("head", peaks.list("/"));
    text.add("attributes", peaks.entry("/18000").attributes());
    text.add("found", peaks.find(where("gas").is("D2")));
    text.add("extractors", shots.extractors());
    text.add("extractor", shots.extractors().get(0));
    text.add("operations", archive.operations(10));
    text.assertIs(Path.of("src/test/resources/golden/printing/extractors.txt"));
  }

  @Test
  void attributesGoWithWhatTheyCameFrom() {
    records();
    main.commit(
        "one",
        tx ->
            tx.attribute("/1", "note", "mine")
                .write("/1/shot.json", "{\"gas\": \"D2\", \"n\": 7, \"note\": \"theirs\"}"));
    assertThat(attributes("/1"))
        .containsOnly(entry("gas", "D2"), entry("n", 7L), entry("note", "theirs"));
    main.commit("less", tx -> tx.attribute("/1", "pi", 3).write("/1/shot.json", "{\"n\": 8.5}"));
    assertThat(attributes("/1")).containsOnly(entry("n", 8.5), entry("pi", 3L));
    main.commit("delete", tx -> tx.delete("/1/shot.json"));
    assertThat(main.head().entry("/1").attributes().values()).containsOnly(entry("pi", 3L));
  }

  @Test
  void whatIsSaidByHandStaysUntilTheFileChanges() {
    records();
    main.commit("one", tx -> tx.write("/1/shot.json", "{\"gas\": \"D2\"}"));
    main.commit("by hand", tx -> tx.attribute("/1", "gas", "H2").write("/1/te", "1"));
    assertThat(attributes("/1")).containsOnly(entry("gas", "H2"));
    main.commit("same", tx -> tx.write("/1/shot.json", "{\"gas\": \"D2\"}"));
    assertThat(attributes("/1")).containsOnly(entry("gas", "H2"));
    main.commit(
        "both", tx -> tx.write("/1/shot.json", "{\"gas\":\"D2\"}").attribute("/1", "gas", 1));
    assertThat(attributes("/1")).containsOnly(entry("gas", "D2"));
    main.commit("by hand", tx -> tx.removeAttribute("/1", "gas"));
    assertThat(attributes("/1")).isEmpty();
    Commit unused = main.extract("as the files say");
    assertThat(attributes("/1")).containsOnly(entry("gas", "D2"));
  }

  @Test
  void movesAndCopiesTakeThemAlongWhereTheGlobMatches() {
    records();
    main.commit("one", tx -> tx.write("/1/shot.json", "{\"gas\":\"D2\"}").write("/1/te", "1"));
    Commit one = main.head();
    main.commit("move", tx -> tx.attribute("/1", "note", "n").move("/1", "/2"));
    assertThat(attributes("/2")).containsOnly(entry("gas", "D2"), entry("note", "n"));
    main.commit("away", tx -> tx.move("/2", "/old/2").copy(one, "/1/te", "/1/te"));
    assertThat(main.head().entry("/old/2").attributes().values()).containsOnly(entry("note", "n"));
    main.commit("back", tx -> tx.copy(one, "/1/shot.json", "/1/shot.json"));
    assertThat(attributes("/1")).containsOnly(entry("gas", "D2"));
    main.commit("overlay", tx -> tx.write("/1/shot.json", "{\"gas\":\"H2\"}"));
    main.commit("revert", tx -> tx.copy(one, "/1", "/1"));
    assertThat(attributes("/1")).containsOnly(entry("gas", "D2"));
    main.commit("a file instead", tx -> tx.delete("/1/shot.json").delete("/1/te").write("/1", "f"));
    assertThat(main.head().entry("/1").attributes().isEmpty()).isTrue();
  }

  @Test
  void onlyFilesThatChangedAreRead() {
    shots.defineExtractor("peak", "/{shot}/*", new Last("say"));
    main.commit("two", tx -> tx.write("/1/a", "say").write("/1/b", "1").write("/2/a", "1"));
    assertThat(Count.RUNS.getAndSet(0)).isEqualTo(3);
    main.commit("more", tx -> tx.write("/1/c", "1").attribute("/1/a", "x", 1).write("/2/a", "1"));
    assertThat(Count.RUNS.getAndSet(0)).isEqualTo(1);
    main.commit("nothing", tx -> tx.attribute("/2", "x", 1).delete("/3").write("/x/y/z", "1"));
    main.commit("less", tx -> tx.delete("/1/a"));
    assertThat(Count.RUNS.get()).isZero();
    assertThat(attributes("/1")).isEmpty();
  }

  @Test
  void theLastOfSeveralCounts() {
    shots.defineExtractor("b", "/*/*", new Last("b"));
    main.commit("two", tx -> tx.write("/1/x", "say").write("/1/y", "say"));
    assertThat(attributes("/1")).containsOnly(entry("last", "b y"));
    shots.defineExtractor("a", "/*/x", new Last("a"));
    main.commit("more", tx -> tx.write("/1/x", "say it"));
    assertThat(attributes("/1")).containsOnly(entry("last", "b y"));
    main.commit("less", tx -> tx.write("/1/y", "nothing"));
    assertThat(attributes("/1")).containsOnly(entry("last", "b x"));
    shots.removeExtractor("b");
    Commit unused = main.extract("without b");
    assertThat(attributes("/1")).containsOnly(entry("last", "a x"));
    shots.removeExtractor("a");
    assertThat(main.extract("without any").list("/1")).hasSize(2);
    assertThat(main.head().entry("/1").attributes().isEmpty()).isTrue();
    assertThat(main.extract("again")).isEqualTo(main.head());
  }

  @Test
  void filesInTheRootSayEverythingOfThemselves() {
    shots.defineExtractor("record", "/*.json", new JsonAttributes());
    main.commit("one", tx -> tx.write("/a.json", "{\"gas\":\"D2\"}").write("/b.json", "no"));
    assertThat(attributes("/a.json")).containsOnly(entry("gas", "D2"));
    assertThat(attributes("/b.json")).containsOnlyKeys("extraction_error");
    main.commit("by hand", tx -> tx.attribute("/a.json", "gas", "H2").write("/b.json", "{}"));
    assertThat(attributes("/a.json")).containsOnly(entry("gas", "H2"));
    assertThat(attributes("/b.json")).isEmpty();
    main.commit("away", tx -> tx.move("/a.json", "/d/a.json"));
    assertThat(main.head().entry("/d/a.json").attributes().isEmpty()).isTrue();
  }

  @Test
  void extractorsSeeTheirFileAndNothingElse() {
    record Curious() implements Extractor {
      @Override
      public void extract(Path file, AttributeTarget out) throws IOException {
        out.attribute("beside", Files.exists(file.resolveSibling("b")));
        try (Stream<Path> files = Files.list(file.getParent())) {
          out.attribute("around", files.count());
        }
        out.attribute("name", "" + file);
        Files.readString(file.resolveSibling("b"));
      }
    }
    shots.defineExtractor("curious", "/*/a", new Curious());
    main.commit("one", tx -> tx.write("/1/a", "1").write("/1/b", "2"));
    assertThat(main.head().entry("/1").attributes().text("extraction_error").orElseThrow())
        .startsWith("curious of a: " + NoSuchFileException.class.getName() + ": ");
  }

  @Test
  void transformationsSeeThemLikeOthers() {
    record Gas() implements Transformation {
      @Override
      public void apply(Datum in, Output out) {
        out.write("gas", in.attributes("shot").text("gas").orElse("none"));
      }
    }
    main.commit("one", tx -> tx.write("/1/shot.json", "{\"gas\":\"D2\"}").write("/2/x", "1"));
    Pipeline gas =
        archive.definePipeline("gas", new Gas(), Input.each("shots", "/{shot}").as("shot"));
    assertThat(gas.run().commit().readString("/1/gas")).isEqualTo("none");
    records();
    Commit unused = main.extract("records");
    assertThat(gas.plan().run()).extracting(Plan.Planned::name).containsExactly("/1");
    assertThat(gas.run().commit().readString("/1/gas")).isEqualTo("D2");
  }

  @Test
  void definitionsAreOperationsThatCanBeUndone() {
    records();
    records();
    assertThat(archive.operations(2))
        .extracting(Operation::type, Operation::message)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("define-extractor", "shots/record"),
            org.assertj.core.groups.Tuple.tuple("create-repository", "shots"));
    long sequence = archive.operations(1).get(0).sequence();
    archive.undo(archive.operations(1).get(0).id());
    assertThat(shots.extractors()).isEmpty();
    main.commit("one", tx -> tx.write("/1/shot.json", "{\"gas\":\"D2\"}"));
    assertThat(attributes("/1")).isEmpty();
    assertThat(archive.asOf(sequence).repository("shots").extractors())
        .extracting(ExtractorDefinition::name)
        .containsExactly("record");
    assertThatExceptionOfType(NotFoundException.class)
        .isThrownBy(() -> shots.removeExtractor("recor"))
        .withMessageStartingWith("repository shots has no extractor recor");
  }

  @Test
  void whatCannotBeMadeAgainIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> shots.defineExtractor("x", "/*", (file, out) -> {}))
        .withMessageContaining("is a lambda");
    assertThatExceptionOfType(InvalidNameException.class)
        .isThrownBy(() -> shots.defineExtractor("x", "/[", new JsonAttributes()));
    assertThatExceptionOfType(InvalidNameException.class)
        .isThrownBy(() -> shots.defineExtractor("x/y", "/*", new JsonAttributes()));
    Pipeline unused =
        archive.definePipeline(
            "results", new ExtractorTroubleTest.Nothing(), Input.each("shots", "/*"));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                archive.repository("results").defineExtractor("record", "/*", new JsonAttributes()))
        .withMessageContaining("Output.attribute");
    archive.deleteRepository("shots");
    assertThatExceptionOfType(NotFoundException.class).isThrownBy(this::records);
    assertThat(List.copyOf(archive.repositories())).hasSize(1);
  }
}
