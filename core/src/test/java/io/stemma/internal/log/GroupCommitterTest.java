package io.stemma.internal.log;

import static io.stemma.internal.log.LogFixture.append;
import static io.stemma.internal.log.LogFixture.counter;
import static io.stemma.internal.log.LogFixture.logOf;
import static io.stemma.internal.log.LogFixture.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemma.internal.format.v1.OperationRecord;
import io.stemma.internal.log.LogFixture.Increment;
import io.stemma.internal.log.LogFixture.MakeRef;
import io.stemma.storage.ObjectStore;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
final class GroupCommitterTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  private final VirtualTime time = new VirtualTime();
  private final MapStore store = new MapStore();
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  private GroupCommitter committer(ObjectStore on) throws IOException {
    return committer(on, BatchHook.NONE);
  }

  private GroupCommitter committer(ObjectStore on, BatchHook hook) throws IOException {
    return new GroupCommitter(OperationLog.open(on, true, options(time)), hook, LONG);
  }

  private static void assertEachOnce(OperationLog log, List<String> ids) throws IOException {
    Map<String, Integer> seen = new HashMap<>();
    try (Stream<LogHead> entries = log.history(log.head())) {
      entries
          .flatMap(head -> head.entry().operations().stream())
          .filter(operation -> !operation.type().equals("create-archive"))
          .forEach(operation -> seen.merge(operation.id(), 1, Integer::sum));
    }
    assertThat(seen.keySet()).containsExactlyInAnyOrderElementsOf(ids);
    assertThat(seen.values()).containsOnly(1);
    assertThat(log.verify()).isEmpty();
  }

  @Test
  void writersOfTwoLogsLoseNothing() throws Exception {
    logOf(store, options(time), 1);
    List<GroupCommitter> committers = List.of(committer(store), committer(store));
    List<String> ids = Collections.synchronizedList(new ArrayList<>());
    List<Callable<Void>> writers = new ArrayList<>();
    for (int t = 0; t < 8; t++) {
      GroupCommitter committer = committers.get(t % 2);
      writers.add(
          () -> {
            for (int i = 0; i < 50; i++) {
              Increment operation = Increment.next();
              ids.add(operation.id());
              assertThat(committer.submit(operation).head().entry().contains(operation.id()))
                  .isTrue();
            }
            return null;
          });
    }
    for (Future<Void> writer : threads.invokeAll(writers)) {
      writer.get();
    }
    committers.forEach(GroupCommitter::close);
    OperationLog log = OperationLog.open(store, false, options(time));
    assertThat(counter(log.head())).isEqualTo(400);
    assertEachOnce(log, ids);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void faultsLoseAndDoubleNothing(long seed) throws Exception {
    logOf(store, options(time), 1);
    List<String> done = Collections.synchronizedList(new ArrayList<>());
    List<CommitUnknownException> unknowns = Collections.synchronizedList(new ArrayList<>());
    List<Callable<Void>> writers = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      FaultyStore faulty = new FaultyStore(store, seed * 10 + t, 0);
      // A short deadline, so that some outcomes stay unknown.
      OperationLog log = OperationLog.open(faulty, true, options(time));
      GroupCommitter committer = new GroupCommitter(log, BatchHook.NONE, Duration.ofSeconds(2));
      faulty.percent(30);
      writers.add(() -> submitAll(committer, 250, done, unknowns));
    }
    for (Future<Void> writer : threads.invokeAll(writers)) {
      writer.get();
    }
    GroupCommitter last = committer(store);
    Increment closing = Increment.next();
    last.submit(closing);
    done.add(closing.id());
    for (CommitUnknownException unknown : unknowns) {
      CommitOutcome outcome = last.outcome(unknown.operationId(), unknown.sequence());
      assertThat(outcome).isNotEqualTo(CommitOutcome.UNKNOWN);
      if (outcome == CommitOutcome.COMMITTED) {
        done.add(unknown.operationId());
      }
    }
    OperationLog log = OperationLog.open(store, false, options(time));
    assertThat(counter(log.head())).isEqualTo(done.size()).isGreaterThan(200);
    assertEachOnce(log, done);
  }

  private static @Nullable Void submitAll(
      GroupCommitter committer,
      int count,
      List<String> done,
      List<CommitUnknownException> unknowns) {
    for (int i = 0; i < count; i++) {
      Increment operation = Increment.next();
      try {
        committer.submit(operation);
        done.add(operation.id());
      } catch (CommitUnknownException e) {
        unknowns.add(e);
      } catch (CommitFailedException e) {
        assertThat(e).hasMessageContaining(operation.id());
      }
    }
    committer.close();
    return null;
  }

  @Test
  void anOperationThatFailsLeavesNoTraceInItsBatch() throws Exception {
    logOf(store, options(time), 1);
    CountDownLatch inHook = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    AtomicInteger batches = new AtomicInteger();
    GroupCommitter committer =
        committer(
            store,
            (base, draft, applied) -> {
              batches.incrementAndGet();
              inHook.countDown();
              awaitQuietly(go);
            });
    Future<Committed> first = threads.submit(() -> committer.submit(MakeRef.of("a")));
    inHook.await();
    Operation halfWay =
        new Operation() {
          @Override
          public String id() {
            return "0".repeat(32);
          }

          @Override
          public Optional<OperationRecord> apply(LogHead base, StateDraft draft) {
            draft.setRef("b", LogFixture.target("half"));
            draft.removeRef("a");
            throw new IllegalStateException("changed my mind");
          }
        };
    List<Operation> next =
        List.of(halfWay, MakeRef.of("a"), MakeRef.of("b"), MakeRef.of("c"), MakeRef.of("c"));
    List<Future<Committed>> results = new ArrayList<>();
    for (Operation operation : next) {
      results.add(threads.submit(() -> committer.submit(operation)));
      while (!queued(committer, operation)) {
        Thread.onSpinWait();
      }
    }
    go.countDown();
    assertThat(first.get().sequence()).isEqualTo(2);
    assertThatThrownBy(() -> results.get(0).get()).hasRootCauseMessage("changed my mind");
    assertThatThrownBy(() -> results.get(1).get()).hasRootCauseMessage("a is there");
    assertThat(results.get(2).get().sequence()).isEqualTo(3);
    assertThat(results.get(3).get().sequence()).isEqualTo(3);
    assertThatThrownBy(() -> results.get(4).get()).hasRootCauseMessage("c is there");
    committer.close();
    assertThat(batches).hasValue(2);
    LogHead head = OperationLog.open(store, false, options(time)).head();
    assertThat(head.state().refs().keySet()).containsExactly("a", "b", "c");
    assertThat(new StateDraft(head.state()).ref("b").orElseThrow().description()).isEmpty();
    assertThat(head.entry().operations()).hasSize(2);
    assertThat(head.entry().operations().get(0).moves()).hasSize(1);
  }

  private static boolean queued(GroupCommitter committer, Operation operation) throws IOException {
    return committer.isSubmitted(operation.id());
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void anInterruptedCallerCanAskForTheOutcome() throws Exception {
    logOf(store, options(time), 1);
    CountDownLatch inHook = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    GroupCommitter committer =
        committer(
            store,
            (base, draft, applied) -> {
              inHook.countDown();
              awaitQuietly(go);
            });
    CompletableFuture<CommitInterruptedException> seen = new CompletableFuture<>();
    Increment operation = Increment.next();
    Thread caller =
        new Thread(
            () -> {
              try {
                committer.submit(operation);
              } catch (CommitInterruptedException e) {
                seen.complete(e);
              }
            });
    caller.start();
    inHook.await();
    caller.interrupt();
    caller.join();
    CommitInterruptedException told = seen.get();
    assertThat(told.operationId()).isEqualTo(operation.id());
    assertThat(committer.outcome(told.operationId(), told.sequence()))
        .isEqualTo(CommitOutcome.UNKNOWN);
    // Others see the place taken, but not that the operation will be committed behind it.
    append(OperationLog.open(store, true, options(time)));
    GroupCommitter elsewhere = committer(store);
    assertThat(elsewhere.outcome(told.operationId(), told.sequence()))
        .isEqualTo(CommitOutcome.UNKNOWN);
    go.countDown();
    committer.close();
    assertThat(committer.outcome(told.operationId(), told.sequence()))
        .isEqualTo(CommitOutcome.COMMITTED);
    assertThat(elsewhere.outcome(told.operationId(), told.sequence()))
        .isEqualTo(CommitOutcome.COMMITTED);
    assertThat(store.objects).containsKey(io.stemma.internal.format.v1.LogKey.of(3));
  }

  @Test
  void anUnknownOutcomeIsToldOnceItsPlaceIsTaken() throws IOException {
    logOf(store, options(time), 1);
    FaultyStore faulty = new FaultyStore(store, 1, 0);
    OperationLog other = OperationLog.open(store, true, options(time));
    for (boolean written : new boolean[] {false, true}) {
      GroupCommitter committer = committer(faulty);
      faulty.always(FaultyStore.Fault.LOST_BEFORE);
      if (written) {
        faulty.script(FaultyStore.Fault.DOUBT_AFTER);
      }
      Increment operation = Increment.next();
      CommitUnknownException told = unknown(committer, operation);
      assertThat(told.operationId()).isEqualTo(operation.id());
      assertThat(committer.outcome(operation.id(), told.sequence()))
          .isEqualTo(CommitOutcome.UNKNOWN);
      append(other);
      // Of an entry whose fsync failed only another look from outside says that it is there.
      assertThat(committer(store).outcome(operation.id(), told.sequence()))
          .isEqualTo(written ? CommitOutcome.COMMITTED : CommitOutcome.NOT_COMMITTED);
      assertThat(committer.outcome(operation.id(), told.sequence()))
          .isEqualTo(written ? CommitOutcome.UNKNOWN : CommitOutcome.NOT_COMMITTED);
    }
  }

  private static CommitUnknownException unknown(GroupCommitter committer, Operation operation) {
    try {
      committer.submit(operation);
    } catch (CommitUnknownException e) {
      return e;
    }
    throw new AssertionError("it was committed");
  }

  @Test
  void anErrorThatLastsFailsForCertain() throws IOException {
    logOf(store, options(time), 1);
    FaultyStore faulty = new FaultyStore(store, 1, 0);
    GroupCommitter committer = committer(faulty);
    faulty.always(FaultyStore.Fault.ERROR);
    assertThatThrownBy(() -> committer.submit(Increment.next()))
        .isInstanceOf(CommitFailedException.class)
        .hasRootCauseMessage("injected");
    faulty.always(FaultyStore.Fault.NONE);
    assertThat(committer.submit(Increment.next()).sequence()).isEqualTo(2);
  }

  @Test
  void nothingToDoWritesNothing() throws IOException {
    logOf(store, options(time), 1);
    GroupCommitter committer = committer(store);
    Operation idle =
        new Operation() {
          @Override
          public String id() {
            return "0".repeat(32);
          }

          @Override
          public Optional<OperationRecord> apply(LogHead base, StateDraft draft) {
            return Optional.empty();
          }
        };
    assertThat(committer.submit(idle).sequence()).isEqualTo(1);
    assertThat(store.objects).hasSize(2);
  }

  @Test
  void noWriterStarves() throws Exception {
    logOf(store, options(time), 1);
    List<GroupCommitter> committers = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      committers.add(committer(store));
    }
    AtomicInteger entriesAtEnd = new AtomicInteger();
    List<Callable<Long>> writers = new ArrayList<>();
    for (int t = 0; t < 50; t++) {
      GroupCommitter committer = committers.get(t % 5);
      writers.add(
          () -> {
            long last = 0;
            for (int i = 0; i < 20; i++) {
              last = committer.submit(Increment.next()).sequence();
            }
            entriesAtEnd.incrementAndGet();
            return last;
          });
    }
    List<Long> ends = new ArrayList<>();
    for (Future<Long> writer : threads.invokeAll(writers)) {
      ends.add(writer.get());
    }
    Collections.sort(ends);
    assertThat(entriesAtEnd).hasValue(50);
    // Counted in entries, not in seconds: how long each had to wait.
    assertThat(ends.get(49)).isLessThanOrEqualTo(10 * ends.get(25));
    assertThat(counter(OperationLog.open(store, false, options(time)).head())).isEqualTo(1_000);
  }
}
