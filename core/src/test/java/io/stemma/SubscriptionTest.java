package io.stemma;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Pipelines that are kept up to date as commits come in. */
class SubscriptionTest {
  private static final Duration LONG = Duration.ofMinutes(2);
  private static final CountDownLatch STARTED = new CountDownLatch(1);

  private final Archive archive = Archive.inMemory();
  private final BlockingQueue<Job> jobs = new LinkedBlockingQueue<>();
  private Branch in;

  @BeforeEach
  void aChain() {
    in = archive.createRepository("in").main();
    archive.definePipeline("first", new Append("1"), Input.each("in", "/{d}"));
    archive.definePipeline("second", new Append("2"), Input.each("first", "/{d}"));
  }

  @AfterEach
  void close() {
    archive.close();
  }

  private String next() throws InterruptedException {
    Job job = Objects.requireNonNull(jobs.poll(2, TimeUnit.MINUTES), "no job ended");
    return job.pipeline().pipeline() + " " + job.state();
  }

  @Test
  void bringsPipelinesUpToDateAsCommitsComeIn() throws InterruptedException {
    try (Subscription subscription = archive.subscribe(jobs::add)) {
      assertThat(next()).isEqualTo("first SUCCEEDED");
      assertThat(next()).isEqualTo("second SUCCEEDED");
      for (String file : new String[] {"/1", "/2", "/3"}) {
        Commit commit = in.commit(file, tx -> tx.write(file, "x"));
        assertThat(archive.awaitResults(commit, LONG).get(1).readString(file + "/text"))
            .isEqualTo("x12");
        assertThat(next()).isEqualTo("first SUCCEEDED");
        assertThat(next()).isEqualTo("second SUCCEEDED");
      }
      assertThat(subscription.failure()).isEmpty();
    }
    in.commit("after the end", tx -> tx.write("/4", "x"));
    assertThat(archive.update()).hasSize(2);
    assertThat(jobs).isEmpty();
  }

  @Test
  void whatFailedIsTriedAgainOnceSomethingHasChanged() throws InterruptedException {
    in.commit("bad", tx -> tx.write("/1", "bad"));
    try (Subscription subscription = archive.subscribe(jobs::add)) {
      assertThat(next()).isEqualTo("first FAILED");
      assertThat(next()).isEqualTo("second UNRUNNABLE");
      // An entry that changes nothing for them: what would be tried again would be told.
      archive.createRepository("aside");
      archive.definePipeline("third", new Append("3"), Input.each("aside", "/{d}"));
      assertThat(next()).isEqualTo("third SUCCEEDED");
      in.commit("good", tx -> tx.write("/1", "good"));
      assertThat(next()).isEqualTo("first SUCCEEDED");
      assertThat(next()).isEqualTo("second SUCCEEDED");
      assertThat(subscription.failure()).isEmpty();
    }
    assertThat(jobs).isEmpty();
  }

  @Test
  void datumsThatAreLeftOutAreNotTriedAgainAndAgain() throws InterruptedException {
    in.commit("bad", tx -> tx.write("/1", "bad").write("/2", "x"));
    archive.deletePipeline("second", false);
    archive.definePipeline(
        "first",
        new Append("1"),
        Input.each("in", "/{d}"),
        PipelineOptions.DEFAULT.withTries(1).onFailure(PipelineOptions.OnFailure.OMIT));
    try (Subscription subscription = archive.subscribe(jobs::add)) {
      assertThat(next()).isEqualTo("first SUCCEEDED");
      archive.createRepository("aside");
      archive.definePipeline("third", new Append("3"), Input.each("aside", "/{d}"));
      assertThat(next()).isEqualTo("third SUCCEEDED");
      in.commit("good", tx -> tx.write("/1", "good"));
      assertThat(next()).isEqualTo("first SUCCEEDED");
      assertThat(subscription.failure()).isEmpty();
    }
    assertThat(jobs).isEmpty();
  }

  @Test
  void aListenerThatThrowsIsToldOfAndDoesNotEndIt() throws InterruptedException {
    CountDownLatch thrown = new CountDownLatch(1);
    try (Subscription subscription =
        archive.subscribe(
            Duration.ofMillis(1),
            job -> {
              jobs.add(job);
              if (jobs.size() == 1) {
                thrown.countDown();
                throw new IllegalStateException("the listener is tired");
              }
            })) {
      assertThat(thrown.await(2, TimeUnit.MINUTES)).isTrue();
      archive.awaitResults(in.commit("one", tx -> tx.write("/1", "x")), LONG);
      assertThat(subscription).asString().startsWith("subscription");
    }
    assertThat(jobs).hasSizeGreaterThanOrEqualTo(2);
  }

  /** Tells that it has begun, and waits to be interrupted. */
  record Hang() implements Transformation {
    @Override
    public void apply(Datum in, Output out) throws InterruptedException {
      STARTED.countDown();
      new CountDownLatch(1).await();
    }
  }

  @Test
  void closingTheArchiveEndsItAndTheJobThatRuns() throws InterruptedException {
    in.commit("one", tx -> tx.write("/1", "x"));
    archive.definePipeline("first", new Hang(), Input.each("in", "/{d}"));
    Subscription subscription = archive.subscribe(jobs::add);
    assertThat(STARTED.await(2, TimeUnit.MINUTES)).isTrue();
    archive.close();
    assertThat(next()).isEqualTo("first CANCELLED");
    assertThat(subscription).hasToString("subscription, closed");
    subscription.close();
  }

  @Test
  void aViewOfThePastAndATimeWithoutLengthAreRefused() {
    Archive past = archive.asOf(archive.head().sequence());
    assertThatExceptionOfType(ReadOnlyArchiveException.class)
        .isThrownBy(() -> past.subscribe(jobs::add));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> archive.subscribe(Duration.ZERO, jobs::add));
  }
}
