package io.stemma.internal.log;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the threads of a process share log entries: while one entry is written, operations queue,
 * and the next entry takes them all, in the order they came. All I/O runs on one daemon thread,
 * which is started on demand and ends when idle, so that interrupting a caller breaks nobody's
 * commit.
 */
public final class GroupCommitter implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(GroupCommitter.class);
  private static final Duration MARGIN = Duration.ofSeconds(5);
  private static final int MAX_BATCH = 256;
  private static final int MAX_REMEMBERED = 1_024;

  private final OperationLog log;
  private final BatchHook hook;
  private final Duration deadline;
  private final Duration patience;
  private final ThreadPoolExecutor thread;
  private final Turns turns;

  // All guarded by lock.
  private final Object lock = new Object();
  private final Deque<Ticket> queue = new ArrayDeque<>();
  private final Map<String, Ticket> pending = new HashMap<>();
  private final Map<String, CommitOutcome> abandoned = new LinkedHashMap<>();
  private boolean scheduled;
  private boolean closed;

  /** Commits to a log; {@code deadline} is how long an operation is tried. */
  public GroupCommitter(OperationLog log, BatchHook hook, Duration deadline) {
    this(log, hook, deadline, MARGIN, GroupCommitter::daemon);
  }

  /**
   * Commits to a log.
   *
   * @param deadline how long an operation is tried
   * @param margin how much longer its caller waits for a request of the store that hangs
   */
  GroupCommitter(
      OperationLog log, BatchHook hook, Duration deadline, Duration margin, ThreadFactory threads) {
    this.log = log;
    this.hook = hook;
    this.deadline = deadline;
    this.patience = deadline.plus(margin);
    this.turns = new Turns(log.options());
    this.thread =
        new ThreadPoolExecutor(1, 1, 5, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), threads);
    thread.allowCoreThreadTimeOut(true);
  }

  private static Thread daemon(Runnable work) {
    Thread made = new Thread(work, "stemma-commit");
    made.setDaemon(true);
    return made;
  }

  /**
   * Commits an operation and waits for it.
   *
   * @return where it was committed
   * @throws CommitFailedException if it was certainly not committed within the deadline
   * @throws CommitUnknownException if nobody knows, or the store hangs and the operation goes on
   * @throws CommitInterruptedException if the waiting thread was interrupted; its flag is set
   * @throws RuntimeException what the operation itself threw
   */
  public Committed submit(Operation operation) {
    Ticket ticket =
        new Ticket(
            operation, Deadline.in(deadline, log.options().pause()), log.known().sequence() + 1);
    synchronized (lock) {
      if (closed) {
        throw new IllegalStateException("the archive is closed");
      }
      if (running(ticket.id())) {
        throw new IllegalArgumentException("operation " + ticket.id() + " is being committed");
      }
      pending.put(ticket.id(), ticket);
      queue.add(ticket);
      if (!scheduled) {
        schedule(ticket);
      }
    }
    return await(ticket);
  }

  private void schedule(Ticket first) {
    try {
      thread.execute(this::drain);
      scheduled = true;
    } catch (RuntimeException | Error e) {
      withdraw(first);
      throw e;
    }
  }

  /** Takes back an operation that only waits for its turn; whether it was so. */
  private boolean withdraw(Ticket ticket) {
    synchronized (lock) {
      return queue.remove(ticket) && pending.remove(ticket.id(), ticket);
    }
  }

  /**
   * What became of an operation.
   *
   * @param operationId its id
   * @param sequence its place, as the exception said
   */
  public CommitOutcome outcome(String operationId, long sequence) throws IOException {
    synchronized (lock) {
      CommitOutcome known = abandoned.get(operationId);
      if (known != null && known != CommitOutcome.UNKNOWN) {
        return known;
      }
      if (running(operationId)) {
        return CommitOutcome.UNKNOWN;
      }
    }
    return new OutcomeSearch(log).find(operationId, sequence);
  }

  /**
   * Refuses new operations, and waits for those that were submitted; if the store hangs, no longer
   * than for one operation. Those go on.
   */
  @Override
  public void close() {
    List<CompletableFuture<Committed>> rest = new ArrayList<>();
    synchronized (lock) {
      closed = true;
      pending.values().forEach(ticket -> rest.add(ticket.done));
    }
    CompletableFuture<Void> all =
        CompletableFuture.allOf(rest.toArray(CompletableFuture<?>[]::new))
            .exceptionally(error -> null)
            .completeOnTimeout(null, patience.toNanos(), TimeUnit.NANOSECONDS);
    all.join();
    long hanging = rest.stream().filter(done -> !done.isDone()).count();
    if (hanging > 0) {
      LOG.warn("closed while {} operations wait for a store that does not answer", hanging);
    }
    thread.shutdown();
  }

  private Committed await(Ticket ticket) {
    try {
      return ticket.done.get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw rethrown(e);
    } catch (TimeoutException e) {
      throw hangs(ticket, e);
    } catch (InterruptedException e) {
      abandon(ticket);
      Thread.currentThread().interrupt();
      throw new CommitInterruptedException(
          ticket.id(),
          OutcomeSearch.orLater(ticket.firstSequence),
          "the thread was interrupted while it waited for operation "
              + ticket.id()
              + ", which goes on; ask for its outcome",
          e);
    }
  }

  private LogException hangs(Ticket ticket, TimeoutException e) {
    String waited = " for " + patience.toSeconds() + " s";
    if (withdraw(ticket)) {
      CommitFailedException failed =
          new CommitFailedException(
              "operation "
                  + ticket.id()
                  + " was not committed: others before it wait"
                  + waited
                  + " for a store that does not answer",
              e);
      ticket.failed(failed);
      return failed;
    }
    abandon(ticket);
    return new CommitUnknownException(
        ticket.id(),
        OutcomeSearch.orLater(ticket.firstSequence),
        "the store has not answered"
            + waited
            + "; operation "
            + ticket.id()
            + " goes on, ask for its outcome before doing it again",
        e);
  }

  /** Remembers what becomes of an operation for which nobody waits any more. */
  private void abandon(Ticket ticket) {
    CompletableFuture<Committed> unused =
        ticket.done.whenComplete((committed, error) -> remember(ticket.id(), error));
  }

  private static RuntimeException rethrown(ExecutionException e) {
    Throwable cause = e.getCause();
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof RuntimeException known ? known : new IllegalStateException(e);
  }

  private void remember(String operationId, @Nullable Throwable error) {
    synchronized (lock) {
      if (abandoned.size() >= MAX_REMEMBERED) {
        abandoned.remove(abandoned.keySet().iterator().next());
      }
      abandoned.put(
          operationId,
          error == null
              ? CommitOutcome.COMMITTED
              : error instanceof CommitUnknownException
                  ? CommitOutcome.UNKNOWN
                  : CommitOutcome.NOT_COMMITTED);
    }
  }

  /** Whether an operation waits for its turn or is being committed. */
  boolean isSubmitted(String operationId) {
    synchronized (lock) {
      return running(operationId);
    }
  }

  private boolean running(String operationId) {
    Ticket ticket = pending.get(operationId);
    return ticket != null && !ticket.done.isDone();
  }

  private void drain() {
    for (List<Ticket> batch = take(); !batch.isEmpty(); batch = take()) {
      turns.begin();
      new Batch(log, hook, batch).run();
      synchronized (lock) {
        batch.forEach(ticket -> pending.remove(ticket.id(), ticket));
      }
      turns.end(log.known().sequence());
    }
  }

  private List<Ticket> take() {
    synchronized (lock) {
      List<Ticket> batch = new ArrayList<>();
      for (Ticket next = queue.poll(); next != null; next = queue.poll()) {
        batch.add(next);
        if (batch.size() == MAX_BATCH) {
          break;
        }
      }
      scheduled = !batch.isEmpty();
      return batch;
    }
  }
}
