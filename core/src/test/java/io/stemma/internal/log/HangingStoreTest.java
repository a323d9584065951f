package io.stemma.internal.log;

import static io.stemma.internal.log.LogFixture.logOf;
import static io.stemma.internal.log.LogFixture.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemma.internal.log.LogFixture.Increment;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nobody waits for ever for a store that does not answer. */
@Timeout(60)
final class HangingStoreTest {
  private static final Duration SHORT = Duration.ofMillis(50);

  private final VirtualTime time = new VirtualTime();
  private final MapStore store = new MapStore();
  private final CountDownLatch hanging = new CountDownLatch(1);
  private final CountDownLatch answer = new CountDownLatch(1);

  private GroupCommitter committer() throws IOException {
    return new GroupCommitter(
        OperationLog.open(store, true, options(time)),
        (base, draft, applied) -> {
          hanging.countDown();
          try {
            answer.await();
          } catch (InterruptedException e) {
            throw new IOException(e);
          }
        },
        SHORT,
        SHORT,
        Thread::new);
  }

  @Test
  void theCallerIsToldThatNobodyKnows() throws Exception {
    logOf(store, options(time), 1);
    GroupCommitter committer = committer();
    Increment operation = Increment.next();
    CompletableFuture<CommitUnknownException> seen = new CompletableFuture<>();
    assertThatThrownBy(() -> committer.submit(operation))
        .isInstanceOfSatisfying(CommitUnknownException.class, seen::complete);
    CommitUnknownException told = seen.get();
    assertThat(told.operationId()).isEqualTo(operation.id());
    assertThat(committer.outcome(operation.id(), told.sequence())).isEqualTo(CommitOutcome.UNKNOWN);
    committer.close();
    answer.countDown();
    while (committer.isSubmitted(operation.id())) {
      Thread.onSpinWait();
    }
    assertThat(committer.outcome(operation.id(), told.sequence()))
        .isEqualTo(CommitOutcome.COMMITTED);
  }

  @Test
  void whatOnlyQueuedIsCertainlyNotCommitted() throws Exception {
    logOf(store, options(time), 1);
    GroupCommitter committer = committer();
    assertThatThrownBy(() -> committer.submit(Increment.next()))
        .isInstanceOf(CommitUnknownException.class);
    hanging.await();
    Increment queued = Increment.next();
    assertThatThrownBy(() -> committer.submit(queued)).isInstanceOf(CommitFailedException.class);
    assertThat(committer.isSubmitted(queued.id())).isFalse();
    answer.countDown();
    committer.close();
    LogHead head = OperationLog.open(store, false, options(time)).head();
    assertThat(LogFixture.counter(head)).isEqualTo(1);
  }

  @Test
  void aThreadThatCannotBeStartedIsTriedAgain() throws Exception {
    logOf(store, options(time), 1);
    answer.countDown();
    AtomicBoolean refused = new AtomicBoolean();
    GroupCommitter committer =
        new GroupCommitter(
            OperationLog.open(store, true, options(time)),
            BatchHook.NONE,
            Duration.ofSeconds(30),
            SHORT,
            work -> {
              if (refused.compareAndSet(false, true)) {
                throw new OutOfMemoryError("injected: no more threads");
              }
              return new Thread(work);
            });
    Increment first = Increment.next();
    assertThatThrownBy(() -> committer.submit(first)).isInstanceOf(OutOfMemoryError.class);
    assertThat(committer.isSubmitted(first.id())).isFalse();
    assertThat(committer.submit(Increment.next()).sequence()).isEqualTo(2);
    committer.close();
  }
}
