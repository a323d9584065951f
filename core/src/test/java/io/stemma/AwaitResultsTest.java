package io.stemma;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Waiting for the results that follow from a commit. */
class AwaitResultsTest {
  private static final Duration LONG = Duration.ofMinutes(2);

  private final Archive archive = Archive.inMemory();
  private Branch in;

  @BeforeEach
  void aChain() {
    in = archive.createRepository("in").main();
    archive.definePipeline("second", new Append("2"), Input.each("first", "/{d}"));
    archive.definePipeline("first", new Append("1"), Input.each("in", "/{d}"));
    archive.createRepository("aside");
    archive.definePipeline("other", new Append("o"), Input.each("aside", "/{d}"));
  }

  @AfterEach
  void close() {
    archive.close();
  }

  private Commit head(String repository) {
    return archive.repository(repository).main().head();
  }

  @Test
  void givesTheResultsEachAfterThoseThatItReads() {
    Commit commit = in.commit("one", tx -> tx.write("/1", "x"));
    archive.update();
    List<Commit> results = archive.awaitResults(commit, Duration.ZERO);
    assertThat(results).containsExactly(head("first"), head("second"));
    assertThat(results.get(1).readString("/1/text")).isEqualTo("x12");
  }

  @Test
  void waitsUntilSomebodyHasComputedThem() throws Exception {
    Commit commit = in.commit("one", tx -> tx.write("/1", "x"));
    CompletableFuture<List<Commit>> waiting =
        CompletableFuture.supplyAsync(() -> archive.awaitResults(commit, LONG));
    archive.update();
    assertThat(waiting.get(2, TimeUnit.MINUTES)).containsExactly(head("first"), head("second"));
  }

  @Test
  void resultsOfALaterCommitAreResultsToo() {
    Commit commit = in.commit("one", tx -> tx.write("/1", "x"));
    in.commit("two", tx -> tx.write("/2", "y"));
    archive.update();
    assertThat(archive.awaitResults(commit, Duration.ZERO))
        .containsExactly(head("first"), head("second"));
    assertThat(head("first").cause()).isNotEqualTo(commit.cause());
  }

  @Test
  void saysWhatIsMissing() {
    Commit commit = in.commit("one", tx -> tx.write("/1", "x"));
    archive.pipeline("first").run();
    archive.pipeline("second").pause();
    assertThatExceptionOfType(StemmaException.class)
        .isThrownBy(() -> archive.awaitResults(commit, Duration.ZERO))
        .withMessage(
            "results that follow from commit "
                + commit.id().abbreviated()
                + " of in are missing: pipeline second is paused");
  }

  @Test
  void oldResultsOfWhatLiesBetweenDoNotCount() {
    in.commit("one", tx -> tx.write("/1", "x"));
    archive.update();
    Commit commit = in.commit("two", tx -> tx.write("/2", "y"));
    archive.pipeline("first").run();
    assertThatExceptionOfType(StemmaException.class)
        .isThrownBy(() -> archive.awaitResults(commit, Duration.ZERO))
        .withMessageContaining("pipeline second was not run since");
  }

  @Test
  void endsAtOnceWhereAJobFailed() {
    Commit commit = in.commit("bad", tx -> tx.write("/1", "bad"));
    archive.update();
    assertThatExceptionOfType(JobFailedException.class)
        .isThrownBy(() -> archive.awaitResults(commit, LONG))
        .withMessageContaining("bad content");
  }

  @Test
  void nothingFollowsFromWhatNobodyReads() {
    Branch lonely = archive.createRepository("lonely").main();
    Commit commit = lonely.commit("one", tx -> tx.write("/1", "x"));
    assertThat(archive.awaitResults(commit, LONG)).isEmpty();
  }

  @Test
  void refusesACommitThatIsOnNoBranch() {
    Commit first = in.head();
    Commit commit = in.commit("one", tx -> tx.write("/1", "x"));
    in.moveTo(first);
    assertThatExceptionOfType(NotFoundException.class)
        .isThrownBy(() -> archive.awaitResults(commit, LONG))
        .withMessageContaining("is on no branch of in");
  }

  @Test
  void anInterruptEndsTheWaiting() {
    Commit commit = in.commit("one", tx -> tx.write("/1", "x"));
    Thread.currentThread().interrupt();
    assertThatExceptionOfType(StemmaException.class)
        .isThrownBy(() -> archive.awaitResults(commit, LONG));
    assertThat(Thread.interrupted()).isTrue();
  }
}
