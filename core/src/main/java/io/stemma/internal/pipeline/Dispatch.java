package io.stemma.internal.pipeline;

import io.stemma.DatumState;
import io.stemma.StemmaException;
import io.stemma.execution.DatumOutcome;
import io.stemma.execution.DatumTask;
import io.stemma.execution.Executor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands datums of a job to an executor, and takes back what became of them. Safe for use by several
 * threads.
 */
final class Dispatch {
  private static final Logger LOG = LoggerFactory.getLogger(Dispatch.class);

  private final TaskExchange exchange;
  private final Executor executor;
  private final BooleanSupplier cancelled;

  /**
   * Begins.
   *
   * @param exchange writes datums down, and takes what they gave
   * @param cancelled whether the job was cancelled
   */
  Dispatch(TaskExchange exchange, Executor executor, BooleanSupplier cancelled) {
    this.exchange = exchange;
    this.executor = executor;
    this.cancelled = cancelled;
  }

  /**
   * Has datums run, and waits for it. An interrupt is kept.
   *
   * @param ended is told the name of each, and what became of it
   */
  void run(List<JobPlan.Changed> datums, BiConsumer<String, DatumRun.Ended> ended) {
    Batch batch = new Batch(datums, ended);
    try {
      List<DatumTask> tasks =
          datums.stream().map(each -> exchange.task(each.spec(), each.seen().key())).toList();
      executor.run(tasks, batch::take);
      batch.end("the executor has not answered", Optional.empty());
    } catch (InterruptedException e) {
      if (cancelled.getAsBoolean()) {
        Thread.currentThread().interrupt();
      }
      batch.end("the executor was interrupted", Optional.of(e));
    } catch (RuntimeException | Error e) {
      batch.end("the executor has failed: " + e, Optional.of(e));
    } finally {
      if (!cancelled.getAsBoolean() && Thread.interrupted()) {
        LOG.debug("an executor has left an interrupt behind that is not the job's");
      }
    }
  }

  /** Datums that were handed over together. */
  private final class Batch {
    private final Map<String, JobPlan.Changed> open = new HashMap<>();
    private final BiConsumer<String, DatumRun.Ended> ended;

    Batch(List<JobPlan.Changed> datums, BiConsumer<String, DatumRun.Ended> ended) {
      datums.forEach(datum -> open.put(datum.name(), datum));
      this.ended = ended;
    }

    /** Takes an answer. Whoever ends the batch waits for it. */
    synchronized void take(DatumOutcome outcome) {
      JobPlan.Changed datum = open.remove(outcome.datum());
      if (datum == null) {
        throw new IllegalStateException(
            "nobody waits for the outcome of datum "
                + outcome.datum()
                + ": it was answered before, or is not of these tasks");
      }
      ended.accept(
          datum.name(),
          exchange.ended(datum.spec(), datum.seen().key(), outcome, cancelled.getAsBoolean()));
    }

    /** What was not answered is not going to be. */
    synchronized void end(String why, Optional<Throwable> cause) {
      boolean stopped = cancelled.getAsBoolean();
      for (String name : open.keySet()) {
        StemmaException failure = new StemmaException("datum " + name + " was lost: " + why);
        cause.ifPresent(failure::initCause);
        DatumState state = stopped ? DatumState.CANCELLED : DatumState.FAILED;
        ended.accept(name, DatumRun.Ended.without(state, 1, 0, failure));
      }
      open.clear();
    }
  }
}
