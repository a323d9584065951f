package io.stemma;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemma.StaleResults.Cause;
import io.stemma.storage.MemoryObjectStore;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is stale, and why. */
class StaleTest {
  private final MemoryObjectStore store = new MemoryObjectStore();
  private final ArchiveOptions options =
      ArchiveOptions.DEFAULT
          .withAuthor("ada")
          .withoutCache()
          .withClock(Clock.fixed(Instant.parse("2026-11-22T09:00:00Z"), ZoneOffset.UTC));
  private final Archive archive = Archive.create(store, options);
  private final Branch shots = archive.createRepository("shots").main();
  private final Branch cals = archive.createRepository("calibrations").main();

  /** Multiplies a file by a gain. */
  record Calibrate(int offset) implements Transformation {
    @Override
    public void apply(Datum in, Output out) throws IOException {
      int raw = Integer.parseInt(Files.readString(in.path("shot").resolve("te")));
      if (raw < 0) {
        throw new IOException("no plasma");
      }
      out.write("te", "" + (raw * Integer.parseInt(Files.readString(in.path("cal"))) + offset));
    }
  }

  /** Hands all on. */
  record Copy() implements Transformation {
    @Override
    public void apply(Datum in, Output out) throws IOException {
      out.copy(in.path(), "same");
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

  private Pipeline define(int offset) {
    return archive.definePipeline(
        "te",
        new Calibrate(offset),
        calibrated(),
        PipelineOptions.DEFAULT.onFailure(PipelineOptions.OnFailure.OMIT));
  }

  private void begin() {
    shots.commit("two shots", tx -> tx.write("/1/te", "10").write("/2/te", "20"));
    cals.commit("2024A", tx -> tx.write("/te/a", "2").validity("/te/a", 0, 9));
    define(0);
    archive.definePipeline("copy", new Copy(), Input.each("te", "/{shot}"));
  }

  private List<Cause> causes(String pipeline) {
    return archive.stale().stream()
        .filter(stale -> stale.pipeline().equals(pipeline))
        .flatMap(stale -> stale.reasons().stream())
        .map(StaleResults.Reason::cause)
        .toList();
  }

  private String printed() {
    return archive.stale().toString().replaceAll("\\b[0-9a-f]{12}\\b", "<id........>");
  }

  @Test
  void nothingIsStaleAfterAnUpdate() {
    begin();
    assertThat(causes("te")).containsExactly(Cause.NO_RESULTS);
    assertThat(causes("copy")).containsExactly(Cause.NO_RESULTS, Cause.UPSTREAM);

    archive.update();

    assertThat(archive.stale()).isEmpty();
    assertThat(archive.stale()).hasToString("stale results: none");
  }

  @Test
  void aCalibrationMakesStaleWhatWasComputedFromItAndFromThat() {
    begin();
    archive.update();
    cals.commit("te recalibrated", tx -> tx.write("/te/a", "3"));
    cals.commit("and once more\nafter lunch", tx -> tx.write("/te/a", "4"));

    assertThat(printed())
        .isEqualTo(
            """
            stale results
            output     commit        why                                          message
            te/main    <id........>  calibrations/main: 2 newer, the last by ada  and once more
            copy/main  <id........>  te/main is stale""");

    archive.pipeline("te").run();
    assertThat(causes("te")).isEmpty();
    assertThat(causes("copy")).containsExactly(Cause.INPUT);
    archive.update();
    assertThat(archive.stale()).isEmpty();
  }

  @Test
  void aCommitThatLeavesTheFilesAsTheyWereMakesNothingStale() {
    begin();
    archive.update();
    cals.commit("wrong", tx -> tx.write("/te/a", "7"));
    cals.commit("as it was", tx -> tx.write("/te/a", "2"));

    assertThat(archive.stale()).isEmpty();
  }

  @Test
  void anotherDefinitionCodeThatFailsAndAPausedPipelineAreNamed() {
    begin();
    archive.update();
    shots.commit("a bad one", tx -> tx.write("/3/te", "-1"));
    archive.update();
    define(5);
    archive.pipeline("te").pause();

    StaleResults te = archive.stale().get(0);

    assertThat(te.isBecauseOf(Cause.DEFINITION)).isTrue();
    assertThat(te.isBecauseOf(Cause.OMITTED)).isTrue();
    assertThat(te.isBecauseOf(Cause.CODE)).isFalse();
    assertThat(te.paused()).isTrue();
    assertThat(te.why())
        .contains("is defined, and the results are of version 1")
        .contains("1 datum has failed and was left out")
        .endsWith("(paused)");
    String at = archive.repository("te").main().head().id().abbreviated();
    assertThat(te).hasToString("te/main@" + at + "  " + te.why());
  }

  @Test
  void resultsThatSomebodyChangedByHandAreStale() {
    begin();
    archive.update();
    archive.repository("te").main().commit("by hand", tx -> tx.write("/1/te", "0"));

    assertThat(causes("te")).containsExactly(Cause.CHANGED_BY_HAND);
    assertThat(printed()).contains("the newest commit is no job's, but by ada  by hand");
  }

  @Test
  void anInputThatIsGoneIsNamed() {
    begin();
    Branch other = archive.repository("shots").createBranch("other", shots.head());
    archive.definePipeline("copy", new Copy(), Input.each("shots", "/{shot}").branch("other"));
    archive.update();
    archive.repository("shots").deleteBranch("other");

    assertThat(printed()).contains("copy/main", "shots/other is gone");
    assertThat(other.name()).isEqualTo("other");
  }

  @Test
  void anArchiveOfThePastSaysItOfItsTime() {
    begin();
    archive.update();
    long then = archive.head().sequence();
    shots.commit("a third", tx -> tx.write("/3/te", "30"));

    try (Archive past = archive.asOf(then)) {
      assertThat(past.stale()).isEmpty();
    }
    assertThat(causes("te")).containsExactly(Cause.INPUT);
  }
}
