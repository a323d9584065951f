package io.stemma;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Pipelines that are defined anew, deleted, or looked at as they were. */
class PipelineChangesTest {
  private static final ConcurrentHashMap<String, CountDownLatch> LATCHES =
      new ConcurrentHashMap<>();

  private final Archive archive = Archive.inMemory();
  private Branch in;

  @BeforeEach
  void anInput() {
    LATCHES.clear();
    in = archive.createRepository("in").main();
    in.commit("one", tx -> tx.write("/1", "x"));
  }

  @AfterEach
  void close() {
    LATCHES.values().forEach(CountDownLatch::countDown);
    archive.close();
  }

  private static CountDownLatch latch(String name) {
    return LATCHES.computeIfAbsent(name, key -> new CountDownLatch(1));
  }

  /** Tells that it has begun, and goes on when it is told to. */
  record Stop(String name) implements Transformation {
    @Override
    public void apply(Datum in, Output out) throws IOException, InterruptedException {
      latch(name + " began").countDown();
      latch(name + " may end").await();
      out.write("text", Files.readString(in.path()));
    }
  }

  private static void await(String latch) throws InterruptedException {
    assertThat(latch(latch).await(2, TimeUnit.MINUTES)).as(latch).isTrue();
  }

  @Test
  void aJobOfAnOldVersionDoesNotCommitOverANewOne() throws InterruptedException {
    Pipeline pipeline = archive.definePipeline("out", new Stop("old"), Input.each("in", "/{d}"));
    Job old = pipeline.start();
    await("old began");
    archive.definePipeline("out", new Append("n"), Input.each("in", "/{d}"));
    Job renewed = archive.pipeline("out").run();
    latch("old may end").countDown();
    old.await();
    assertThat(old.state()).isEqualTo(JobState.FAILED);
    assertThat(old.failure())
        .hasValueSatisfying(
            e -> assertThat(e).hasMessageContaining("was defined anew while this job ran"));
    assertThat(archive.repository("out").main().head()).isEqualTo(renewed.commit());
    assertThat(renewed.commit().readString("/1/text")).isEqualTo("xn");
    // What the old one finished is remembered all the same.
    archive.definePipeline("out", new Stop("old"), Input.each("in", "/{d}"));
    assertThat(archive.pipeline("out").run().progress().reused()).isEqualTo(1);
  }

  @Test
  void cancellingOneOfThreeJobsLeavesTheOthersAlone() throws InterruptedException {
    List<String> names = List.of("a", "b", "c");
    List<Job> jobs =
        names.stream()
            .map(name -> archive.definePipeline(name, new Stop(name), Input.each("in", "/{d}")))
            .map(Pipeline::start)
            .toList();
    for (String name : names) {
      await(name + " began");
    }
    assertThat(archive.jobs()).containsExactlyInAnyOrderElementsOf(jobs);
    jobs.get(1).cancel();
    jobs.get(1).await();
    assertThat(jobs.get(1).state()).isEqualTo(JobState.CANCELLED);
    latch("a may end").countDown();
    latch("c may end").countDown();
    jobs.forEach(Job::await);
    assertThat(jobs)
        .extracting(Job::state)
        .containsExactly(JobState.SUCCEEDED, JobState.CANCELLED, JobState.SUCCEEDED);
    assertThat(archive.repository("b").main().log(5)).hasSize(1);
    assertThat(jobs.get(0).datums())
        .singleElement()
        .satisfies(
            datum -> {
              assertThat(datum.files()).isEqualTo(1);
              assertThat(datum.bytes()).isEqualTo(1);
              assertThat(datum).asString().endsWith(", 1 file, 1 B");
            });
  }

  @Test
  void aFailedPipelineIsMendedByANewVersionAndKeepsWhatItFinished() {
    in.commit("two", tx -> tx.write("/2", "bad"));
    Pipeline pipeline = archive.definePipeline("out", new Append("o"), Input.each("in", "/{d}"));
    assertThatExceptionOfType(JobFailedException.class).isThrownBy(pipeline::run);
    archive.definePipeline("out", new Lenient("o"), Input.each("in", "/{d}"));
    assertThat(pipeline.run().commit().readString("/2/text")).isEqualTo("bado");
    assertThat(pipeline.history()).hasSize(2);
  }

  /** Takes whatever comes. */
  record Lenient(String letter) implements Transformation {
    @Override
    public void apply(Datum in, Output out) throws IOException {
      out.write("text", Files.readString(in.path()) + letter);
    }
  }

  @Test
  void theArchiveAsItWasHasThePipelinesAsTheyWere() {
    archive.definePipeline("out", new Append("1"), Input.each("in", "/{d}"));
    Commit first = archive.pipeline("out").run().commit();
    Archive then = archive.asOf(archive.head().sequence());
    archive.definePipeline("out", new Append("2"), Input.each("in", "/{d}"));
    archive.definePipeline("later", new Append("l"), Input.each("out", "/{d}"));
    archive.update();
    assertThat(then.pipelines()).hasSize(1);
    assertThat(then.pipeline("out").definition().parameters()).isEqualTo("{\"letter\":\"1\"}");
    assertThat(then.repository("out").main().head()).isEqualTo(first);
    assertThat(archive.pipeline("out").definition().number()).isEqualTo(2);
    assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> then.pipeline("later"));
    assertThatExceptionOfType(ReadOnlyArchiveException.class)
        .isThrownBy(() -> then.pipeline("out").start());
  }

  @Test
  void aNameCanBeUsedAgainOnceItsPipelineIsGone() {
    archive.definePipeline("out", new Append("1"), Input.each("in", "/{d}")).run();
    archive.deletePipeline("out", false);
    Pipeline again = archive.definePipeline("out", new Append("1"), Input.each("in", "/{d}"));
    assertThat(again.history()).hasSize(1);
    assertThat(again.run().progress().reused()).as("results are remembered").isEqualTo(1);
  }

  @Test
  void anInputCanBeWrittenWhateverFailedBelowIt() {
    in.commit("bad", tx -> tx.write("/1", "bad"));
    archive.definePipeline("first", new Append("1"), Input.each("in", "/{d}"));
    archive.definePipeline("second", new Append("2"), Input.each("first", "/{d}"));
    archive.definePipeline("third", new Append("3"), Input.each("second", "/{d}"));
    List<Job> jobs = archive.update();
    assertThat(jobs)
        .extracting(Job::state)
        .containsExactly(JobState.FAILED, JobState.UNRUNNABLE, JobState.UNRUNNABLE);
    assertThat(jobs.get(2)).asString().contains("pipeline first failed, and third depends on its");
    in.commit("good", tx -> tx.write("/1", "good"));
    archive.update();
    assertThat(archive.repository("third").main().head().readString("/1/text"))
        .isEqualTo("good123");
  }

  @Test
  void resultsCanBeCopiedBackToTheirSource() {
    Commit results =
        archive.definePipeline("out", new Append("o"), Input.each("in", "/{d}")).run().commit();
    in.commit("back", tx -> tx.copy(results, "/1/text", "/2"));
    Job job = archive.pipeline("out").run();
    assertThat(job.commit().readString("/2/text")).isEqualTo("xoo");
    assertThat(Objects.requireNonNull(job).progress().reused()).isEqualTo(1);
  }
}
