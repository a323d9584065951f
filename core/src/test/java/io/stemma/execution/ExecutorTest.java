package io.stemma.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.stemma.Archive;
import io.stemma.ArchiveOptions;
import io.stemma.Branch;
import io.stemma.Commit;
import io.stemma.Datum;
import io.stemma.DatumReport;
import io.stemma.DatumState;
import io.stemma.Entry;
import io.stemma.Input;
import io.stemma.Job;
import io.stemma.JobFailedException;
import io.stemma.JobState;
import io.stemma.Output;
import io.stemma.Pipeline;
import io.stemma.PipelineOptions;
import io.stemma.Transformation;
import io.stemma.VerifyOptions;
import io.stemma.storage.MemoryObjectStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Jobs whose datums an executor runs: what differs from jobs of one process is nothing. */
@Timeout(60)
class ExecutorTest {
  private static final Map<String, CountDownLatch> LATCHES = new ConcurrentHashMap<>();
  private static final AtomicInteger RUNS = new AtomicInteger();

  private final MemoryObjectStore store = new MemoryObjectStore();
  private final Archive archive = Archive.create(store, ArchiveOptions.DEFAULT.withoutCache());
  private final PassedBytes executor = new PassedBytes(store, 2, 2);
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
    executor.close();
    archive.close();
  }

  private static CountDownLatch latch(String name) {
    return Objects.requireNonNull(LATCHES.get(name));
  }

  private Pipeline define(Transformation transformation, PipelineOptions options) {
    return archive.definePipeline("out", transformation, Input.each("in", "/{d}"), options);
  }

  private static Map<String, DatumState> states(Job job) {
    return job.datums().stream().collect(Collectors.toMap(DatumReport::name, DatumReport::state));
  }

  /** All that a commit says of its files, but when they were made. */
  private static Map<String, String> contents(Commit commit) {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Entry> all = commit.walk("/")) {
      all.forEach(
          entry ->
              contents.put(
                  entry.path(),
                  entry.attributes() + (entry.isFile() ? commit.sha256(entry.path()) : "")));
    }
    return contents;
  }

  /** Uses whatever a datum offers. */
  record Calibrate(String channel, int large) implements Transformation {
    @Override
    public void apply(Datum in, Output out) throws IOException {
      RUNS.incrementAndGet();
      Path shot = in.path("shot");
      double gain = Double.parseDouble(Files.readString(in.path("cal")));
      double value = Double.parseDouble(Files.readString(shot.resolve(channel)));
      out.write(channel, gain * value + " " + in.captures() + " " + in.random().nextLong());
      out.copy(shot, "raw").attribute("raw/" + channel, "gas", in.attributes("cal").values());
      byte[] noise = new byte[value > 18002 ? large : 100];
      in.random().nextBytes(noise);
      out.write("/noise/" + in.capture("shot"), noise);
      Files.writeString(in.scratch().resolve("note"), in.clock().instant().toString());
    }
  }

  private static Pipeline calibrate(Archive archive) {
    Branch shots = archive.createRepository("shots").main();
    shots.commit(
        "five",
        tx -> {
          for (int shot = 18000; shot < 18005; shot++) {
            tx.write("/" + shot + "/te", "" + shot).write("/" + shot + "/ne", "7");
          }
        });
    archive
        .createRepository("calibrations")
        .main()
        .commit(
            "two",
            tx ->
                tx.write("/te/a", "2")
                    .validity("/te/a", 18000, 18002)
                    .write("/te/b", "3")
                    .validity("/te/b", 18003, 18009));
    Input input =
        Input.each("shots", "/{shot}").as("shot").valid("calibrations", "/te/*", "shot").as("cal");
    return archive.definePipeline("te", new Calibrate("te", 3 << 20), input);
  }

  @Test
  void theResultsAreThoseOfThisProcess() {
    Pipeline pipeline = calibrate(archive);
    Job job = pipeline.run(executor);
    assertThat(job.progress()).hasToString("5 datums: 0 reused, 5 finished");
    assertThat(RUNS).hasValue(5);
    try (Archive other = Archive.inMemory()) {
      Commit alone = calibrate(other).run().commit();
      assertThat(contents(job.commit())).isEqualTo(contents(alone)).hasSize(20);
    }
    assertThat(archive.verify(VerifyOptions.EVERY_BYTE).isClean()).isTrue();
  }

  @Test
  void theResultsAreRemembered() {
    Pipeline pipeline = calibrate(archive);
    Commit made = pipeline.run(executor).commit();
    RUNS.set(0);
    assertThat(pipeline.run(executor).commit()).isEqualTo(made);
    archive.repository("shots").main().commit("one", tx -> tx.write("/18001/te", "5"));
    assertThat(pipeline.run().progress()).hasToString("5 datums: 4 reused, 1 finished");
    assertThat(RUNS).hasValue(1);
  }

  /** Says what it sees. */
  record Seen() implements Transformation {
    @Override
    public void apply(Datum in, Output out) throws IOException {
      StringBuilder text = new StringBuilder(in.captures().toString());
      for (String input : List.of("in", "more")) {
        for (Path path : in.paths(input)) {
          text.append('\n').append(path).append(' ').append(Files.isDirectory(path));
        }
      }
      out.write("seen", text.toString());
    }
  }

  private static Commit seen(Archive archive, PassedBytes executor, boolean elsewhere) {
    Branch more = archive.createRepository("more").main();
    more.commit("two", tx -> tx.write("/b", "22").write("/b2/x", "222").write("/d", "4"));
    Input some = Input.each("in", "/{d:?}").on("{d}").outer();
    Input others =
        Input.group(
                Input.each("more", "/{d:?}").on("{d}"),
                Input.each("more", "/{d:?}2").on("{d}"),
                Input.each("in", "/{d:[bc]}").as("more").on("{d}"))
            .on("{d}")
            .outer();
    Pipeline pipeline = archive.definePipeline("seen", new Seen(), Input.join(some, others));
    return elsewhere ? pipeline.run(executor).commit() : pipeline.run().commit();
  }

  @Test
  void groupsAndEmptyInputsAreSeenAsTheyAre() {
    Commit there = seen(archive, executor, true);
    try (Archive other = Archive.inMemory()) {
      other
          .createRepository("in")
          .main()
          .commit("three", tx -> tx.write("/a", "1").write("/b", "2").write("/c", "3"));
      assertThat(contents(there)).isEqualTo(contents(seen(other, executor, false))).hasSize(4);
    }
    assertThat(executor.tasks())
        .anySatisfy(task -> assertThat(task.inputs().get(0).paths()).isEmpty())
        .anySatisfy(task -> assertThat(task.inputs().get(1).paths()).hasSize(3));
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
  void aFailureIsToldInTheWordsOfTheOtherSide() {
    Pipeline pipeline = define(new FailAt("/b", "2", false), PipelineOptions.DEFAULT.withTries(5));
    assertThatExceptionOfType(JobFailedException.class)
        .isThrownBy(() -> pipeline.run(executor))
        .withMessageContaining("/b: java.io.IOException: no plasma in /b")
        .satisfies(
            e -> {
              DatumReport report = e.job().failures().get(0);
              assertThat(report.tries()).isEqualTo(5);
              assertThat(report.failure())
                  .hasValueSatisfying(
                      failure ->
                          assertThat(failure)
                              .hasMessage("no plasma in /b")
                              .hasToString("java.io.IOException: no plasma in /b")
                              .hasStackTraceContaining("$FailAt.apply("));
            });
    assertThat(RUNS).hasValue(7);
  }

  @Test
  void finishedDatumsSurviveAFailedJob() {
    Pipeline pipeline = define(new FailAt("/b", "2", false), PipelineOptions.DEFAULT.withTries(1));
    assertThatExceptionOfType(JobFailedException.class).isThrownBy(() -> pipeline.run(executor));
    RUNS.set(0);
    in.commit("better", tx -> tx.write("/b", "22"));
    Job job = pipeline.run(executor);
    assertThat(RUNS).hasValue(1);
    assertThat(job.progress()).hasToString("3 datums: 2 reused, 1 finished");
    assertThat(job.commit().readString("/c/double")).isEqualTo("33");
  }

  @Test
  void aRecoveredDatumDoesNotFailTheJob() {
    Job job = define(new FailAt("/b", "2", true), PipelineOptions.DEFAULT).run(executor);
    assertThat(job.progress()).hasToString("3 datums: 0 reused, 2 finished, 1 recovered");
    assertThat(job.commit().files()).isEqualTo(2);
  }

  @Test
  void aFailedDatumIsOmittedWhereThePipelineSaysSo() {
    PipelineOptions omit =
        PipelineOptions.DEFAULT.withTries(1).onFailure(PipelineOptions.OnFailure.OMIT);
    Job job = define(new FailAt("/b", "2", false), omit).run(executor);
    assertThat(job.state()).isEqualTo(JobState.SUCCEEDED);
    assertThat(job.commit().files()).isEqualTo(2);
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
    Job job = define(new Hang("/b"), options).start(executor);
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
    Pipeline pipeline = define(new Hang("/b"), PipelineOptions.DEFAULT.withTries(1));
    try (PassedBytes alone = new PassedBytes(store, 1, 10_000)) {
      Job job = pipeline.start(alone);
      latch("begun").await();
      job.cancel();
      job.await();
      assertThat(job.state()).isEqualTo(JobState.CANCELLED);
      assertThat(states(job))
          .isEqualTo(
              Map.of(
                  "/a", DatumState.FINISHED,
                  "/b", DatumState.CANCELLED,
                  "/c", DatumState.CANCELLED));
    }
    latch("never").countDown();
    assertThat(pipeline.run(executor).progress()).hasToString("3 datums: 1 reused, 2 finished");
  }

  @Test
  void datumsAreDividedAmongTheCalls() {
    in.commit(
        "many",
        tx -> {
          for (int i = 0; i < 20; i++) {
            tx.write("/d" + i, "" + i);
          }
        });
    Pipeline pipeline = define(new FailAt("/x", "", false), PipelineOptions.DEFAULT);
    try (PassedBytes many = new PassedBytes(store, 4, 10_000)) {
      assertThat(pipeline.run(many).progress().finished()).isEqualTo(23);
      assertThat(many.sizes()).containsExactlyInAnyOrder(6, 6, 6, 5);
    }
  }

  private List<String> failures(Executor executor) {
    Job job = define(new FailAt("/x", "", false), PipelineOptions.DEFAULT).start(executor);
    job.await();
    assertThat(job.state()).isEqualTo(JobState.FAILED);
    return job.failures().stream()
        .map(each -> each.failure().map(Throwable::getMessage).orElse(""))
        .toList();
  }

  @Test
  void aDatumThatIsNotAnsweredFails() {
    assertThat(
            failures(
                new ScriptedExecutor(
                    10, (tasks, outcomes) -> outcomes.accept(executor.run(tasks.get(1))))))
        .containsExactly(
            "datum /a was lost: the executor has not answered",
            "datum /c was lost: the executor has not answered");
  }

  @Test
  void whatAnExecutorThrowsIsTheReason() {
    assertThat(
            failures(
                new ScriptedExecutor(
                    1,
                    (tasks, outcomes) -> {
                      throw new IllegalArgumentException("no room for " + tasks.get(0).datum());
                    })))
        .containsExactly(
            "datum /a was lost: the executor has failed: "
                + "java.lang.IllegalArgumentException: no room for /a",
            "datum /b was lost: the executor has failed: "
                + "java.lang.IllegalArgumentException: no room for /b",
            "datum /c was lost: the executor has failed: "
                + "java.lang.IllegalArgumentException: no room for /c");
  }

  @Test
  void anInterruptOfTheExecutorsOwnIsNoCancellation() {
    assertThat(
            failures(
                new ScriptedExecutor(
                    1,
                    (tasks, outcomes) -> {
                      Thread.currentThread().interrupt();
                      throw new InterruptedException("a pool of its own");
                    })))
        .hasSize(3)
        .allSatisfy(text -> assertThat(text).endsWith("the executor was interrupted"));
  }

  @Test
  void aPlaceThatWasLostIsNamed() {
    assertThat(
            failures(
                new ScriptedExecutor(
                    10,
                    (tasks, outcomes) -> {
                      for (DatumTask task : tasks) {
                        outcomes.accept(
                            DatumOutcome.failed(task, new IOException("worker 7 is gone")));
                      }
                    })))
        .containsOnly("worker 7 is gone");
  }

  @Test
  void anAnswerIsTakenOnce() {
    List<String> refused = new ArrayList<>();
    Executor twice =
        new ScriptedExecutor(
            10,
            (tasks, outcomes) -> {
              for (DatumTask task : tasks) {
                DatumOutcome outcome = executor.run(task);
                outcomes.accept(outcome);
                assertThatExceptionOfType(IllegalStateException.class)
                    .isThrownBy(() -> outcomes.accept(outcome))
                    .satisfies(e -> refused.add(String.valueOf(e.getMessage())));
              }
            });
    Job job = define(new FailAt("/x", "", false), PipelineOptions.DEFAULT).run(twice);
    assertThat(job.progress().finished()).isEqualTo(3);
    assertThat(refused).hasSize(3).allSatisfy(text -> assertThat(text).contains("answered before"));
  }

  private static DatumOutcome finished(DatumTask task, byte[] written) {
    return new DatumOutcome(task.datum(), DatumState.FINISHED, 1, 1, Optional.empty(), written);
  }

  @Test
  void aResultThatIsDamagedOrAnothersIsNotTakenOver() {
    Executor exchanging =
        new ScriptedExecutor(
            10,
            (tasks, outcomes) -> {
              DatumTask last = tasks.get(2);
              byte[] written = executor.run(last).written();
              outcomes.accept(finished(tasks.get(0), written));
              outcomes.accept(finished(tasks.get(1), new byte[] {1, 2, 3}));
              written[written.length - 1]++;
              outcomes.accept(finished(last, written));
            });
    assertThat(failures(exchanging))
        .hasSize(3)
        .allSatisfy(text -> assertThat(text).contains("cannot be taken over"))
        .anySatisfy(text -> assertThat(text).contains("it is the result of /c"))
        .anySatisfy(text -> assertThat(text).contains("damaged on its way"));
    Job again = archive.pipeline("out").run(executor);
    assertThat(again.progress().finished()).isEqualTo(3);
    assertThat(archive.verify(VerifyOptions.EVERY_BYTE).isClean()).isTrue();
  }

  @Test
  void whatIsKnownMeanwhileIsNotSent() {
    Pipeline pipeline = define(new FailAt("/x", "", false), PipelineOptions.DEFAULT);
    List<String> sent = new ArrayList<>();
    Executor late =
        new ScriptedExecutor(
            1,
            (tasks, outcomes) -> {
              sent.add(tasks.get(0).datum());
              assertThat(pipeline.run().progress().finished()).isEqualTo(3);
              outcomes.accept(executor.run(tasks.get(0)));
            });
    Job job = pipeline.run(late);
    assertThat(sent).containsExactly("/a");
    assertThat(job.commit()).isEqualTo(pipeline.output().head());
    assertThat(archive.verify().isClean()).isTrue();
  }

  @Test
  void anExecutorWithoutPlacesIsRefused() {
    Job job =
        define(new FailAt("/x", "", false), PipelineOptions.DEFAULT)
            .start(new ScriptedExecutor(0, (tasks, outcomes) -> {}));
    job.await();
    assertThat(job.failure())
        .hasValueSatisfying(
            e -> assertThat(e).hasMessageContaining("tasks with each call, and not 0"));
  }
}
