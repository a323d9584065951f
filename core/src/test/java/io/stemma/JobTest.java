package io.stemma;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of datums and jobs: tries, timeouts, failures, cancellation, jobs that meet. */
@Timeout(60)
class JobTest {
  /** What transformations, which hold values only, find here by a name. */
  private static final Map<String, CountDownLatch> LATCHES = new ConcurrentHashMap<>();

  private static final AtomicInteger RUNS = new AtomicInteger();

  private final Archive archive = Archive.inMemory();
  private Branch in;

  @BeforeEach
  void threeDatums() {
    RUNS.set(0);
    LATCHES.clear();
    in = archive.createRepository("in").main();
    in.commit("three", tx -> tx.write("/a", "1").write("/b", "2").write("/c", "3"));
  }

  @AfterEach
  void close() {
    archive.close();
  }

  private static CountDownLatch latch(String name) {
    return Objects.requireNonNull(LATCHES.get(name));
  }

  private Pipeline define(Transformation transformation, PipelineOptions options) {
    return archive.definePipeline("out", transformation, Input.each("in", "/{d}"), options);
  }

  private static Map<String, DatumState> states(Job job) {
    return job.datums().stream()
        .collect(java.util.stream.Collectors.toMap(DatumReport::name, DatumReport::state));
  }

  /** Fails at one datum as long as its content is as it was. */
  record FailAt(String datum, String content, boolean recovering) implements Transformation {
    @Override
    public void apply(Datum in, Output out) throws IOException {
      RUNS.incrementAndGet();
      String text = Files.readString(in.path());
      if (in.name().equals(datum) && text.equals(content)) {
        throw new IOException("no plasma in " + in.name());
      }
      out.write("double", text + text);
    }

    @Override
    public boolean recovers(Datum in, Exception failure) {
      return recovering && String.valueOf(failure.getMessage()).startsWith("no plasma");
    }
  }

  @Test
  void aDatumIsTriedAsOftenAsItIsSaid() {
    Job job = define(new FailAt("/b", "2", false), PipelineOptions.DEFAULT.withTries(5)).start();
    job.await();
    assertThat(job.state()).isEqualTo(JobState.FAILED);
    assertThat(RUNS).hasValue(7);
    assertThat(job.failures()).hasSize(1);
    assertThat(job.failures().get(0).tries()).isEqualTo(5);
    assertThat(job.failures().get(0).failure())
        .hasValueSatisfying(e -> assertThat(e).hasMessage("no plasma in /b"));
    assertThat(job).asString().contains("FAILED").contains("no plasma in /b");
  }

  @Test
  void finishedDatumsSurviveAFailedJob() {
    Pipeline pipeline = define(new FailAt("/b", "2", false), PipelineOptions.DEFAULT.withTries(1));
    assertThatExceptionOfType(JobFailedException.class).isThrownBy(pipeline::run);
    RUNS.set(0);
    in.commit("better", tx -> tx.write("/b", "22"));
    Job job = pipeline.run();
    assertThat(RUNS).hasValue(1);
    assertThat(job.progress()).hasToString("3 datums: 2 reused, 1 finished");
    assertThat(job.commit().readString("/c/double")).isEqualTo("33");
  }

  @Test
  void aFailedDatumIsOmittedWhereThePipelineSaysSo() {
    PipelineOptions omit =
        PipelineOptions.DEFAULT.withTries(1).onFailure(PipelineOptions.OnFailure.OMIT);
    Pipeline pipeline = define(new FailAt("/b", "2", false), omit);
    Job job = pipeline.run();
    assertThat(job.state()).isEqualTo(JobState.SUCCEEDED);
    assertThat(job.progress().failed()).isEqualTo(1);
    assertThat(job.commit().files()).isEqualTo(2);

    // It is tried again by the next job, whatever else is new.
    RUNS.set(0);
    assertThat(pipeline.plan().run()).singleElement().hasToString("/b  1 file, 1 B  failed before");
    assertThat(pipeline.run().progress().failed()).isEqualTo(1);
    assertThat(RUNS).hasValue(1);
    in.commit("better", tx -> tx.write("/b", "22"));
    assertThat(pipeline.run().commit().files()).isEqualTo(3);
    assertThat(pipeline.plan().isEmpty()).isTrue();
  }

  @Test
  void aRecoveredDatumDoesNotFailTheJobAndIsTriedAgain() {
    Pipeline pipeline = define(new FailAt("/b", "2", true), PipelineOptions.DEFAULT);
    Job job = pipeline.run();
    assertThat(job.progress()).hasToString("3 datums: 0 reused, 2 finished, 1 recovered");
    assertThat(job.commit().files()).isEqualTo(2);
    RUNS.set(0);
    assertThat(pipeline.run().progress().recovered()).isEqualTo(1);
    assertThat(RUNS).hasValue(3);
  }

  /** Waits at one datum until it is interrupted. */
  record Hang(String datum) implements Transformation {
    @Override
    public void apply(Datum in, Output out) throws Exception {
      RUNS.incrementAndGet();
      if (in.name().equals(datum)) {
        latch("begun").countDown();
        latch("never").await();
      }
      out.write("done", in.name());
    }
  }

  @Test
  void aDatumThatTakesTooLongIsInterruptedAndFails() {
    LATCHES.put("begun", new CountDownLatch(1));
    LATCHES.put("never", new CountDownLatch(1));
    PipelineOptions options =
        PipelineOptions.DEFAULT.withTries(2).withDatumTimeout(Duration.ofMillis(50));
    Job job = define(new Hang("/b"), options).start();
    job.await();
    assertThat(states(job))
        .isEqualTo(
            Map.of("/a", DatumState.FINISHED, "/b", DatumState.FAILED, "/c", DatumState.FINISHED));
    assertThat(job.failures().get(0).failure())
        .hasValueSatisfying(e -> assertThat(e).hasMessage("it took longer than 0.05 s"));
    assertThat(RUNS).hasValue(4);
  }

  @Test
  void cancellingInterruptsTheCodeAndKeepsWhatIsFinished() throws InterruptedException {
    LATCHES.put("begun", new CountDownLatch(1));
    LATCHES.put("never", new CountDownLatch(1));
    Pipeline pipeline =
        define(new Hang("/c"), PipelineOptions.DEFAULT.withParallelism(1).withTries(1));
    Job job = pipeline.start();
    latch("begun").await();
    job.cancel();
    job.await();
    assertThat(job.state()).isEqualTo(JobState.CANCELLED);
    assertThat(states(job).get("/c")).isEqualTo(DatumState.CANCELLED);
    latch("never").countDown();
    RUNS.set(0);
    assertThat(pipeline.run().progress()).hasToString("3 datums: 2 reused, 1 finished");
    assertThat(RUNS).hasValue(1);
  }

  @Test
  void aJobThatTakesTooLongIsCancelled() {
    LATCHES.put("begun", new CountDownLatch(1));
    LATCHES.put("never", new CountDownLatch(1));
    Job job =
        define(new Hang("/a"), PipelineOptions.DEFAULT.withJobTimeout(Duration.ofMillis(50)))
            .start();
    job.await();
    assertThat(job.state()).isEqualTo(JobState.CANCELLED);
  }

  /** Lets another job pass before it ends. */
  record Meet() implements Transformation {
    @Override
    public void apply(Datum in, Output out) throws Exception {
      latch("begun").countDown();
      latch("go").await();
      RUNS.incrementAndGet();
      out.write("done", in.name());
    }
  }

  @Test
  void twoJobsAtOnceMakeOneResult() throws InterruptedException {
    LATCHES.put("begun", new CountDownLatch(2));
    LATCHES.put("go", new CountDownLatch(1));
    Pipeline pipeline = define(new Meet(), PipelineOptions.DEFAULT.withParallelism(1));
    Job first = pipeline.start();
    Job second = pipeline.start();
    latch("begun").await();
    latch("go").countDown();
    first.await();
    second.await();
    assertThat(first.state()).isEqualTo(JobState.SUCCEEDED);
    assertThat(second.state()).isEqualTo(JobState.SUCCEEDED);
    assertThat(first.commit()).isEqualTo(second.commit());
    assertThat(first.commit().files()).isEqualTo(3);
    assertThat(pipeline.output().log(10)).hasSize(2); // with the empty one it began with
    assertThat(archive.verify().isClean()).isTrue();
  }

  @Test
  void aPipelineThatRunsEveryJobSkipsNothing() {
    Pipeline pipeline =
        define(new FailAt("/x", "", false), PipelineOptions.DEFAULT.runningEveryJob());
    pipeline.run();
    RUNS.set(0);
    pipeline.run();
    assertThat(RUNS).hasValue(3);
  }

  /** Reads a reference. */
  record Refer() implements Transformation {
    @Override
    public void apply(Datum in, Output out) throws IOException {
      RUNS.incrementAndGet();
      out.write("both", Files.readString(in.path("in")) + Files.readString(in.path("ref")));
    }
  }

  @Test
  void aChangeOfAReferenceAloneRunsNothing() {
    Branch ref = archive.createRepository("ref").main();
    ref.commit("one", tx -> tx.write("/r", "x"));
    Pipeline pipeline =
        archive.definePipeline(
            "out",
            new Refer(),
            Input.cross(Input.each("in", "/{d}"), Input.each("ref", "/{r}").reference()));
    assertThat(pipeline.run().commit().readString("/a/r/both")).isEqualTo("1x");
    RUNS.set(0);
    ref.commit("two", tx -> tx.write("/r", "y"));
    pipeline.run();
    assertThat(RUNS).hasValue(0);
    in.commit("more", tx -> tx.write("/a", "7"));
    assertThat(pipeline.run().commit().readString("/a/r/both")).isEqualTo("7y");
    assertThat(RUNS).hasValue(1);
  }

  /** Hands its input on, and leaves something in the scratch directory. */
  record HandOn() implements Transformation {
    @Override
    public void apply(Datum in, Output out) throws IOException {
      Path note = in.scratch().resolve("note");
      Files.writeString(note, in.random().nextLong() + " " + in.clock().instant());
      out.copy(in.path(), "same").attribute("same", "seed", Files.readString(note));
    }
  }

  @Test
  void handsInputsOnByReference() {
    in.commit("said", tx -> tx.attribute("/a", "gas", "D2"));
    Commit out = define(new HandOn(), PipelineOptions.DEFAULT).run().commit();
    assertThat(out.readString("/a/same")).isEqualTo("1");
    assertThat(out.entry("/a/same").attributes().text("gas")).hasValue("D2");
    assertThat(out.entry("/a/same").attributes().text("seed"))
        .hasValueSatisfying(seed -> assertThat(seed).endsWith(" 1970-01-01T00:00:00Z"));
  }

  @Test
  void commitsOfResultsShareTheCauseOfWhatTheyWereMadeFrom() {
    Pipeline pipeline = define(new FailAt("/x", "", false), PipelineOptions.DEFAULT);
    OperationId defined = archive.operations(1).get(0).id();
    assertThat(pipeline.run().commit().cause()).isEqualTo(defined);
    Commit four = in.commit("four", tx -> tx.write("/d", "4"));
    assertThat(pipeline.run().commit().cause()).isEqualTo(four.cause());
  }

  /** Writes one word. */
  record Left() implements Transformation {
    @Override
    public void apply(Datum in, Output out) {
      out.write("word", "left");
    }
  }

  /** Writes another one. */
  record Right() implements Transformation {
    @Override
    public void apply(Datum in, Output out) {
      out.write("word", "right");
    }
  }

  @Test
  void transformationsOfOneClassAreNotTakenForEachOther() {
    Pipeline pipeline = define(new Left(), PipelineOptions.DEFAULT);
    pipeline.run();
    Commit right =
        archive.definePipeline("other", new Right(), Input.each("in", "/{d}")).run().commit();
    assertThat(right.readString("/a/word")).isEqualTo("right");
    assertThat(define(new Right(), PipelineOptions.DEFAULT).run().commit().readString("/a/word"))
        .isEqualTo("right");
  }

  /** Writes a file of another name each time. */
  record EachTimeAnother() implements Transformation {
    @Override
    public void apply(Datum in, Output out) {
      out.write("run" + RUNS.incrementAndGet(), in.name());
    }
  }

  @Test
  void everyRunReplacesWhatTheLastOneGave() {
    Pipeline pipeline = define(new EachTimeAnother(), PipelineOptions.DEFAULT.runningEveryJob());
    for (int i = 0; i < 3; i++) {
      assertThat(pipeline.run().commit().files()).isEqualTo(3);
    }
    assertThat(RUNS).hasValue(9);
  }

  /** Looks around. */
  record LookAround() implements Transformation {
    @Override
    public void apply(Datum in, Output out) throws IOException {
      Path parent = java.util.Objects.requireNonNull(in.path().getParent());
      try (java.util.stream.Stream<Path> around = Files.list(parent)) {
        out.write("around", around.map(Path::toString).toList().toString());
      }
      out.write("sibling", "" + Files.exists(in.path().resolveSibling("b")));
      out.write("time", Files.getLastModifiedTime(in.path()).toString());
    }
  }

  @Test
  void aDatumSeesNothingButItsInputs() {
    Commit out =
        archive.definePipeline("out", new LookAround(), Input.each("in", "/a")).run().commit();
    assertThat(out.readString("/a/around")).isEqualTo("[/a]");
    assertThat(out.readString("/a/sibling")).isEqualTo("false");
    assertThat(out.readString("/a/time")).isEqualTo("1970-01-01T00:00:00Z");
  }

  /** Throws what the JDK throws when a thread is interrupted. */
  record Interrupted() implements Transformation {
    @Override
    public void apply(Datum in, Output out) throws Exception {
      if (in.name().equals("/a")) {
        throw new InterruptedException("a pool of its own");
      }
      out.write("done", in.name());
    }
  }

  @Test
  void anInterruptOfTheCodesOwnIsAFailureOfTheDatum() {
    Job job =
        define(new Interrupted(), PipelineOptions.DEFAULT.withTries(2).withParallelism(1)).start();
    job.await();
    assertThat(states(job))
        .isEqualTo(
            Map.of("/a", DatumState.FAILED, "/b", DatumState.FINISHED, "/c", DatumState.FINISHED));
    assertThat(job.failures().get(0).tries()).isEqualTo(2);
  }

  /** All datums write one file. */
  record OneFile() implements Transformation {
    @Override
    public void apply(Datum in, Output out) {
      RUNS.incrementAndGet();
      out.write("/same", in.name());
    }
  }

  @Test
  void whatIsFinishedIsKeptWhereTheResultsClash() {
    Pipeline pipeline = define(new OneFile(), PipelineOptions.DEFAULT);
    assertThatExceptionOfType(JobFailedException.class).isThrownBy(pipeline::run);
    RUNS.set(0);
    in.commit("less", tx -> tx.delete("/b").delete("/c"));
    assertThat(pipeline.run().commit().readString("/same")).isEqualTo("/a");
    assertThat(RUNS).hasValue(0);
  }

  @Test
  void aDatumThatFailsAgainMakesNoCommit() {
    Pipeline pipeline = define(new FailAt("/b", "2", true), PipelineOptions.DEFAULT);
    Commit first = pipeline.run().commit();
    assertThat(pipeline.run().commit()).isEqualTo(first);
  }

  @Test
  void closingTheArchiveEndsItsJobs() throws InterruptedException {
    LATCHES.put("begun", new CountDownLatch(1));
    LATCHES.put("never", new CountDownLatch(1));
    Job job = define(new Hang("/a"), PipelineOptions.DEFAULT).start();
    latch("begun").await();
    archive.close();
    assertThat(job.state()).isEqualTo(JobState.CANCELLED);
  }
}
