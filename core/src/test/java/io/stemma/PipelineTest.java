package io.stemma;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.stemma.signal.Signal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A day of shots, calibrated and calibrated again, as a user writes it. */
class PipelineTest {
  private static final AtomicInteger RUNS = new AtomicInteger();

  private final Archive archive = Archive.inMemory();
  private Branch shots;
  private Branch calibrations;

  /** Multiplies a channel by its gain. */
  record Calibrate(String channel) implements Transformation {
    @Override
    public void apply(Datum in, Output out) throws IOException {
      RUNS.incrementAndGet();
      double gain = Double.parseDouble(Files.readString(in.path("cal")).strip());
      Signal.read(in.path("shot").resolve(channel + ".i16"))
          .times(gain)
          .write(out.path(channel + ".f64"));
    }
  }

  private static byte[] bytes(Signal signal) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    signal.write(Channels.newChannel(bytes));
    return bytes.toByteArray();
  }

  private static final Input INPUT =
      Input.each("shots", "/{shot}").as("shot").valid("calibrations", "/te/*", "shot").as("cal");

  @BeforeEach
  void aDay() throws IOException {
    shots = archive.ensureRepository("shots").main();
    calibrations = archive.ensureRepository("calibrations").main();
    try (Transaction tx = shots.begin("18000-18007")) {
      for (int shot = 18000; shot < 18008; shot++) {
        tx.write("/" + shot + "/te.i16", bytes(Signal.int16(0, 1e-6, shot - 18000, 200)));
      }
      Commit unused = tx.commit();
    }
    calibrations.commit(
        "2024A",
        tx ->
            tx.write("/te/a", "1.00")
                .validity("/te/a", 18000, 18003)
                .write("/te/b", "1.02")
                .validity("/te/b", 18004, 18007));
    RUNS.set(0);
  }

  @AfterEach
  void close() {
    archive.close();
  }

  private Pipeline te() {
    return archive.definePipeline("te", new Calibrate("te"), INPUT);
  }

  private static Set<String> names(Plan plan) {
    return plan.run().stream().map(Plan.Planned::name).collect(Collectors.toSet());
  }

  @Test
  void calibratesEveryShot() throws IOException {
    Job job = te().run();

    Commit results = job.commit();
    assertThat(job.state()).isEqualTo(JobState.SUCCEEDED);
    assertThat(job.progress()).hasToString("8 datums: 0 reused, 8 finished");
    assertThat(results.files()).isEqualTo(8);
    assertThat(Signal.read(results.path("/18005/te.f64")).values()).containsExactly(5.1, 204);
    assertThat(archive.pipeline("te").output().head()).isEqualTo(results);
  }

  @Test
  void runsOnlyWhatACorrectedCalibrationAffects() {
    Pipeline te = te();
    Commit before = te.run().commit();
    calibrations.commit("recalibrated", tx -> tx.write("/te/b", "1.03"));

    Plan plan = te.plan();
    assertThat(names(plan)).containsExactlyInAnyOrder("/18004", "/18005", "/18006", "/18007");
    assertThat(plan.toString())
        .isEqualTo(
            """
            run 4, reuse 4
              run     /18004  2 files, 72 B  calibrations:/te/b changed
              run     /18005  2 files, 72 B  calibrations:/te/b changed
              run     /18006  2 files, 72 B  calibrations:/te/b changed
              run     /18007  2 files, 72 B  calibrations:/te/b changed""");
    RUNS.set(0);
    Commit after = te.run().commit();

    assertThat(RUNS).hasValue(4);
    try (Stream<Change> changes = after.changesSince(before).stream()) {
      assertThat(changes.map(Change::path))
          .containsExactly("/18004/te.f64", "/18005/te.f64", "/18006/te.f64", "/18007/te.f64");
    }
  }

  @Test
  void runsNothingWhenACalibrationComesBack() {
    Pipeline te = te();
    Commit first = te.run().commit();
    calibrations.commit("other", tx -> tx.write("/te/b", "1.03"));
    te.run();
    calibrations.commit("as it was", tx -> tx.write("/te/b", "1.02"));
    RUNS.set(0);

    assertThat(te.plan()).hasToString("run 0, reuse 8");
    Commit again = te.run().commit();

    assertThat(RUNS).hasValue(0);
    assertThat(again.changesSince(first).isEmpty()).isTrue();
  }

  @Test
  void makesNoCommitWhereNothingChanged() {
    Pipeline te = te();
    Commit first = te.run().commit();
    assertThat(te.run().commit()).isEqualTo(first);
  }

  @Test
  void sharesResultsBetweenPipelines() {
    te().run();
    RUNS.set(0);
    Job job = archive.definePipeline("te2", new Calibrate("te"), INPUT).run();
    assertThat(RUNS).hasValue(0);
    assertThat(job.progress().reused()).isEqualTo(8);
    assertThat(job.commit().files()).isEqualTo(8);
  }

  @Test
  void dropsTheResultsOfWhatIsGone() {
    Pipeline te = te();
    te.run();
    shots.commit("a bad shot", tx -> tx.delete("/18003"));
    assertThat(te.plan().vanishing()).containsExactly(new Plan.Vanishing("/18003", "gone"));
    Commit after = te.run().commit();
    assertThat(after.exists("/18003")).isFalse();
    assertThat(after.files()).isEqualTo(7);
  }

  @Test
  void failsWithEveryFailedDatumAndLeavesTheBranchWhereItWas() {
    Pipeline te = te();
    Commit first = te.run().commit();
    shots.commit("no channel", tx -> tx.write("/18002/other", "").delete("/18002/te.i16"));

    assertThatExceptionOfType(JobFailedException.class)
        .isThrownBy(te::run)
        .withMessageContaining("/18002/te.i16")
        .satisfies(
            e -> {
              assertThat(e.job().state()).isEqualTo(JobState.FAILED);
              assertThat(e.job().failures()).hasSize(1);
              assertThat(e.job().failures().get(0).tries()).isEqualTo(3);
            });
    assertThat(te.output().head()).isEqualTo(first);
  }

  @Test
  void failsADatumWithoutCalibration() throws IOException {
    shots.commit("later", tx -> tx.write("/19000/te.i16", bytes(Signal.int16(0, 1e-6, 1))));
    assertThatExceptionOfType(JobFailedException.class)
        .isThrownBy(te()::run)
        .withMessageContaining("/19000")
        .withMessageContaining("calibrations");
  }

  /** Writes where it is told. */
  record Everywhere(String path) implements Transformation {
    @Override
    public void apply(Datum in, Output out) {
      out.write(path, in.name());
    }
  }

  @Test
  void namesBothDatumsThatGiveOneFile() {
    Pipeline clash =
        archive.definePipeline("clash", new Everywhere("/same"), Input.each("shots", "/{shot}"));
    assertThatExceptionOfType(JobFailedException.class)
        .isThrownBy(clash::run)
        .withMessageContaining("both give /same")
        .withMessageContaining("/18000")
        .withMessageContaining("/18001");
  }

  @Test
  void refusesALambda() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> archive.definePipeline("te", (in, out) -> {}, INPUT))
        .withMessageContaining("make it a record");
  }

  /** Holds what JSON does not give back. */
  @SuppressWarnings("ArrayRecordComponent") // that is what it is for
  record WithArray(double[] gains) implements Transformation {
    @Override
    public void apply(Datum in, Output out) {}
  }

  @Test
  void refusesParametersThatDoNotComeBackEqual() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> archive.definePipeline("te", new WithArray(new double[] {1}), INPUT))
        .withMessageContaining("is not equal to what is read back");
  }

  @Test
  void refusesToReadItsOwnResults() {
    te();
    archive.definePipeline("next", new Everywhere("x"), Input.each("te", "/{shot}"));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> archive.definePipeline("te", new Everywhere("x"), Input.each("next", "/{shot}")))
        .withMessage("pipeline te would read its own results: te reads next reads te");
  }

  @Test
  void keepsEveryVersionOfItsDefinition() {
    Pipeline te = te();
    archive.definePipeline("te", new Calibrate("te"), INPUT);
    archive.definePipeline("te", new Calibrate("ne"), INPUT);
    List<PipelineVersion> history = te.history();
    assertThat(history).extracting(PipelineVersion::number).containsExactly(2L, 1L);
    assertThat(history)
        .extracting(PipelineVersion::parameters)
        .containsExactly("{\"channel\":\"ne\"}", "{\"channel\":\"te\"}");
    assertThat(history.get(0).input()).isEqualTo(INPUT);
    assertThat(archive.pipelines()).hasSize(1);
  }

  /** Depends on what nobody wrote down. */
  record Count() implements Transformation {
    private static final AtomicInteger COUNT = new AtomicInteger();

    @Override
    public void apply(Datum in, Output out) throws IOException {
      out.write("n", "" + COUNT.incrementAndGet());
    }
  }

  @Test
  void codeThatWouldGiveSomethingElseIsRefusedUnlessThatIsDeclared() {
    Count.COUNT.set(0);
    Input one = Input.each("shots", "/18000");
    Pipeline count = archive.definePipeline("count", new Count(), one);
    Count.COUNT.set(3);
    for (ThrowingCallable use :
        List.<ThrowingCallable>of(
            count::plan,
            count::start,
            () -> count.variant("other", new Count(), one),
            () -> archive.definePipeline("again", new Count(), one),
            () -> archive.trial(new Count(), one, 1))) {
      assertThatIllegalArgumentException()
          .isThrownBy(use)
          .withMessageContaining("reads static field io.stemma.PipelineTest$Count.COUNT")
          .withMessageContaining("AtomicInteger 3")
          .withMessageContaining("AtomicInteger 0")
          .withMessageContaining("PipelineOptions.unreproducible");
    }
    PipelineOptions declared = PipelineOptions.DEFAULT.unreproducible("it counts");
    Pipeline again = archive.definePipeline("count", new Count(), one, declared);
    assertThat(again.run().commit().readString("/18000/n")).isEqualTo("4");
    assertThat(again.definition().options().unreproducible()).contains("it counts");
    assertThat(again.plan().run()).isEmpty();
  }

  @Test
  void aReasonIsGivenInWords() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PipelineOptions.DEFAULT.unreproducible(" "))
        .withMessageContaining("1 to 1000 characters");
  }
}
