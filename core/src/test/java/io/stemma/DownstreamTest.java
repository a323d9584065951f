package io.stemma;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.stemma.storage.MemoryObjectStore;
import io.stemma.storage.ObjectInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What was made from files. */
class DownstreamTest {
  private final MemoryObjectStore store = new MemoryObjectStore();
  private final Archive archive =
      Archive.create(store, ArchiveOptions.DEFAULT.withAuthor("ada").withoutCache());
  private final Branch shots = archive.createRepository("shots").main();
  private final Branch cals = archive.createRepository("calibrations").main();

  /** Multiplies one file of a shot by a gain. */
  record Calibrate(String channel) implements Transformation {
    @Override
    public void apply(Datum in, Output out) throws IOException {
      int gain = Integer.parseInt(Files.readString(in.path("cal")));
      int raw = Integer.parseInt(Files.readString(in.path("shot").resolve(channel)));
      if (raw < 0) {
        throw new IOException("no plasma");
      }
      out.write(channel, "" + raw * gain);
    }
  }

  /** Hands all on, and counts it. */
  record Sum() implements Transformation {
    @Override
    public void apply(Datum in, Output out) throws IOException {
      out.copy(in.path(), "same").write("/all", in.name());
      out.attribute("same", "from", in.name());
    }

    @Override
    public boolean merges(String path) {
      return path.equals("/all");
    }

    @Override
    public void merge(String path, List<Path> parts, Path merged) throws IOException {
      Files.writeString(merged, "" + parts.size());
    }
  }

  @AfterEach
  void close() {
    archive.close();
  }

  private static Input calibrated() {
    return Input.each("shots", "/{shot}")
        .as("shot")
        .valid("calibrations", "/te/*", "shot")
        .as("cal");
  }

  private void threeShots() {
    shots.commit(
        "three shots",
        tx ->
            tx.write("/1/te", "10")
                .write("/1/ne", "0")
                .write("/2/te", "20")
                .write("/2/ne", "0")
                .write("/3/te", "30"));
    cals.commit(
        "2024A",
        tx ->
            tx.write("/te/a", "2")
                .validity("/te/a", 1, 1)
                .write("/te/b", "3")
                .validity("/te/b", 2, 9));
    archive.definePipeline(
        "te",
        new Calibrate("te"),
        calibrated(),
        PipelineOptions.DEFAULT.withTries(1).onFailure(PipelineOptions.OnFailure.OMIT));
    archive.definePipeline("sum", new Sum(), Input.each("te", "/{shot}"));
    archive.update();
  }

  private Commit head(String repository) {
    return archive.repository(repository).main().head();
  }

  private static List<String> outputs(Downstream found) {
    return found.outputs().stream()
        .map(
            output ->
                output.repository()
                    + "/"
                    + output.branch()
                    + " "
                    + paths(output)
                    + (output.isUpToDate() ? "" : " stale"))
        .toList();
  }

  private static List<String> paths(DerivedFiles output) {
    try (Stream<Entry> files = output.walk()) {
      List<String> paths = files.map(Entry::path).toList();
      assertThat(paths).hasSize((int) output.files());
      return paths;
    }
  }

  private static List<String> datums(DerivedFiles output) {
    try (Stream<String> names = output.datumNames()) {
      return names.toList();
    }
  }

  @Test
  void followsACalibrationThroughPipelines() {
    threeShots();
    Downstream found = archive.downstream("calibrations", "te/b");
    assertThat(found.repository()).isEqualTo("calibrations");
    assertThat(found.path()).isEqualTo("/te/b");
    assertThat(found.commit()).isEmpty();
    assertThat(outputs(found))
        .containsExactly("te/main [/2/te, /3/te]", "sum/main [/2/same/te, /3/same/te, /all]");
    assertThat(found.files()).isEqualTo(5);
    assertThat(found.datums()).isEqualTo(4);
    assertThat(found.outputs().get(1).datums()).isEqualTo(2);
    assertThat(datums(found.outputs().get(1))).containsExactly("/2", "/3");
    assertThat(found.outputs().get(1).commit()).isEqualTo(head("sum"));
    assertThat(found)
        .hasToString(
            """
            made from calibrations:/te/b
            output    commit        datums  of  files
            te/main   %s       2   3      2  up to date
            sum/main  %s       2   3      3  up to date"""
                .formatted(head("te").id().abbreviated(), head("sum").id().abbreviated()));
    assertThat(found.outputs().get(0))
        .hasToString(
            "te/main@%s  2 of 3 datums, 2 files, up to date"
                .formatted(head("te").id().abbreviated()));
    assertThat(outputs(found.onlyRead())).isEqualTo(outputs(found));
  }

  @Test
  void directoriesStandForWhatIsInThemAndForWhatTheyAreIn() {
    threeShots();
    assertThat(archive.downstream("shots", "/").files()).isEqualTo(7);
    assertThat(outputs(archive.downstream("shots", "/1/ne")))
        .as("the shot was an input as a whole")
        .containsExactly("te/main [/1/te]", "sum/main [/1/same/te, /all]");
    assertThat(outputs(archive.downstream("shots", "/1/ne").onlyRead())).isEmpty();
    assertThat(outputs(archive.downstream("shots", "/1/te").onlyRead())).hasSize(2);
    assertThat(outputs(archive.downstream("te", "/3")))
        .containsExactly("sum/main [/3/same/te, /all]");
    assertThat(archive.downstream("sum", "/").isEmpty()).isTrue();
  }

  @Test
  void whatIsNotThereMadeNothing() {
    threeShots();
    Downstream nothing = archive.downstream("calibrations", "/te/c");
    assertThat(nothing.isEmpty()).isTrue();
    assertThat(nothing).hasToString("made from calibrations:/te/c: none");
    assertThatExceptionOfType(NotFoundException.class)
        .isThrownBy(() -> archive.downstream("cals", "/te/b"))
        .withMessageContaining("there is no repository cals");
    assertThatExceptionOfType(InvalidNameException.class)
        .isThrownBy(() -> archive.downstream("calibrations", "/te//b"));
    assertThatExceptionOfType(InvalidNameException.class)
        .isThrownBy(() -> archive.downstream("", "/te"));
    assertThatExceptionOfType(NotFoundException.class)
        .isThrownBy(() -> cals.head().downstream("/te/c"));
  }

  @Test
  void aVersionIsDownstreamWhereItsContentWasRead() {
    threeShots();
    Commit first = cals.head();
    Commit unrelated = cals.commit("ne", tx -> tx.write("/ne/a", "1"));
    assertThat(outputs(unrelated.downstream("/te/b")))
        .as("an older commit with the same file was read")
        .containsExactly(
            "te/main [/2/te, /3/te] stale", "sum/main [/2/same/te, /3/same/te, /all] stale");
    assertThat(unrelated.downstream("/ne").isEmpty()).isTrue();
    Commit corrected = cals.commit("2024B", tx -> tx.write("/te/b", "4"));
    assertThat(corrected.downstream("/te/b").isEmpty()).isTrue();
    assertThat(outputs(corrected.downstream("/te")).get(0)).isEqualTo("te/main [/1/te] stale");
    archive.update();
    assertThat(first.downstream("/te/b").isEmpty()).isTrue();
    assertThat(first.downstream("/te/b"))
        .hasToString("made from calibrations@" + first.id().abbreviated() + ":/te/b: none");
    assertThat(outputs(first.downstream("/"))).hasSize(2);
    assertThat(outputs(corrected.downstream("/te/b")).get(0)).isEqualTo("te/main [/2/te, /3/te]");
    assertThat(corrected.downstream("/te/b").onlyRead().files()).isEqualTo(5);
    assertThat(corrected.downstream("/te/b").commit()).contains(corrected.id());
  }

  @Test
  void whatWasDeletedIsStillWhatResultsWereMadeFrom() {
    threeShots();
    List<String> before = outputs(archive.downstream("calibrations", "/te/a"));
    cals.commit("gone", tx -> tx.delete("/te/a"));
    assertThat(outputs(archive.downstream("calibrations", "/te/a")))
        .containsExactly("te/main [/1/te] stale", "sum/main [/1/same/te, /all] stale");
    archive.deletePipeline("sum", true);
    archive.deletePipeline("te", true);
    archive.deleteRepository("calibrations");
    assertThat(outputs(archive.downstream("calibrations", "/te/a")))
        .containsExactlyInAnyOrderElementsOf(before.stream().map(line -> line + " stale").toList());
    archive.deleteRepository("te");
    assertThat(outputs(archive.downstream("calibrations", "/te/a")))
        .containsExactly("sum/main [/1/same/te, /all] stale");
    archive.deleteRepository("sum");
    assertThatExceptionOfType(NotFoundException.class)
        .isThrownBy(() -> archive.downstream("calibrations", "/te/a"));
  }

  @Test
  void omittedDatumsHaveNoResult() {
    threeShots();
    shots.commit("no plasma", tx -> tx.write("/3/te", "-1"));
    archive.update();
    Downstream found = archive.downstream("calibrations", "/te/b");
    assertThat(outputs(found)).containsExactly("te/main [/2/te]", "sum/main [/2/same/te, /all]");
    assertThat(datums(found.outputs().get(0))).containsExactly("/2");
    assertThat(found.outputs().get(0).toString()).contains("1 of 3 datums");
  }

  @Test
  void staleIsWhatHasOtherInputsOrAnotherDefinition() {
    threeShots();
    archive.definePipeline("te", new Calibrate("te"), calibrated().quiet());
    assertThat(archive.downstream("shots", "/1").outputs())
        .as("defined anew")
        .noneMatch(DerivedFiles::isUpToDate);
    archive.update();
    assertThat(archive.downstream("shots", "/1").outputs()).allMatch(DerivedFiles::isUpToDate);
    shots.commit("more", tx -> tx.write("/4/te", "40"));
    Job first = archive.pipeline("te").run();
    assertThat(first.state()).isEqualTo(JobState.SUCCEEDED);
    assertThat(archive.downstream("shots", "/1").outputs())
        .extracting(DerivedFiles::isUpToDate)
        .containsExactly(true, false);
  }

  @Test
  void variantsAndOtherBranchesHaveFilesToo() {
    threeShots();
    Branch other = archive.repository("calibrations").createBranch("test", cals.head());
    other.commit("test", tx -> tx.write("/te/b", "7"));
    archive
        .pipeline("te")
        .variant(
            "test",
            new Calibrate("te"),
            Input.each("shots", "/{shot}")
                .as("shot")
                .valid("calibrations", "/te/*", "shot")
                .branch("test")
                .as("cal"));
    archive.update();
    archive.repository("te").createBranch("kept", head("te"));
    assertThat(archive.downstream("calibrations", "/te/b").outputs())
        .extracting(output -> output.repository() + "/" + output.branch())
        .containsExactly("te/main", "sum/main", "te/test", "te/kept");
    assertThat(other.head().downstream("/te/b").outputs())
        .extracting(output -> output.repository() + "/" + output.branch())
        .containsExactly("te/test");
  }

  @Test
  void filesThatSomebodyChangedByHandAreNoResults() {
    threeShots();
    Branch te = archive.repository("te").main();
    te.commit("by hand", tx -> tx.write("/2/te", "0").write("/2/note", "looked at"));
    te.commit("again", tx -> tx.delete("/1/te"));
    assertThat(outputs(archive.downstream("calibrations", "/te")))
        .containsExactly(
            "te/main [/3/te] stale", "sum/main [/1/same/te, /2/same/te, /3/same/te, /all] stale");
    Job sum = archive.pipeline("sum").run();
    assertThat(sum.state()).isEqualTo(JobState.SUCCEEDED);
    assertThat(outputs(archive.downstream("calibrations", "/te")).get(1))
        .as("of what was given by hand nothing is known")
        .isEqualTo("sum/main [/3/same/te, /all] stale");
    assertThat(outputs(archive.downstream("te", "/2/note")))
        .containsExactly("sum/main [/2/same/note, /2/same/te, /all] stale");
  }

  @Test
  void combinationsReferencesAndAll() {
    threeShots();
    Input shot = Input.each("shots", "/{shot}").as("shot");
    Input cal = Input.each("calibrations", "/te/{cal}").as("cal");
    Input te = Input.each("te", "/{shot}").as("te");
    record Nothing(String name) implements Transformation {
      @Override
      public void apply(Datum in, Output out) {
        out.write(name, in.name());
      }
    }
    archive.definePipeline("crossed", new Nothing("n"), Input.cross(shot, cal.reference()));
    archive.definePipeline(
        "joined", new Nothing("n"), Input.join(shot.on("{shot}"), te.on("{shot}").outer()));
    archive.definePipeline("grouped", new Nothing("n"), Input.group(shot.on("k"), te.on("k")));
    archive.definePipeline("whole", new Nothing("n"), Input.all("calibrations").quiet());
    archive.definePipeline("fixed", new Nothing("n"), Input.each(cals.head(), "/te/*"));
    archive.update();
    assertThat(outputs(archive.downstream("calibrations", "/te/b")))
        .containsExactly(
            "crossed/main [/1/te/b/n, /2/te/b/n, /3/te/b/n]",
            "fixed/main [/te/b/n]",
            "te/main [/2/te, /3/te]",
            "grouped/main [/k/n]",
            "joined/main [/2/2/n, /3/3/n]",
            "sum/main [/2/same/te, /3/same/te, /all]",
            "whole/main [/n]");
    assertThat(archive.downstream("calibrations", "/te/b").onlyRead().outputs()).hasSize(2);
    cals.commit("corrected", tx -> tx.write("/te/b", "5"));
    assertThat(archive.downstream("calibrations", "/te/b").outputs().get(1).isUpToDate())
        .as("a commit that is read stays as it is")
        .isTrue();
  }

  @Test
  void damageIsNamedAndGivesNoOtherAnswer() throws IOException {
    threeShots();
    String right = archive.downstream("calibrations", "/te/b").onlyRead().toString();
    Set<String> named = new TreeSet<>();
    try (Stream<ObjectInfo> objects = store.list("packs/", "", Integer.MAX_VALUE)) {
      for (ObjectInfo object : objects.toList()) {
        for (int at = -1; at < object.length(); at += 29) {
          try (Archive damaged =
              Archive.open(
                  DamagedCopy.of(store, object.key(), at),
                  ArchiveOptions.DEFAULT.withoutCache().forReading())) {
            Downstream found = damaged.downstream("calibrations", "/te/b").onlyRead();
            assertThat(found).as(object.key() + " at " + at).hasToString(right);
          } catch (DamageException e) {
            named.add(e.object());
          }
        }
      }
    }
    assertThat(named).hasSizeGreaterThan(3);
  }

  @Test
  void anArchiveThatIsReadAndTheArchiveOfThePastSayItToo() {
    threeShots();
    long before = archive.head().sequence();
    cals.commit("corrected", tx -> tx.write("/te/b", "5"));
    try (Archive reading =
        Archive.open(store.reopen(), ArchiveOptions.DEFAULT.withoutCache().forReading())) {
      assertThat(outputs(reading.downstream("calibrations", "/te/a")))
          .containsExactly("te/main [/1/te] stale", "sum/main [/1/same/te, /all] stale");
      assertThat(outputs(reading.asOf(before).downstream("calibrations", "/te/a")))
          .containsExactly("te/main [/1/te]", "sum/main [/1/same/te, /all]");
    }
  }
}
