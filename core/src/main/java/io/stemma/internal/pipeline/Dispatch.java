package io.stemma.internal.pipeline;

import io.stemma.DatumState;
import io.stemma.StemmaException;
import io.stemma.execution.DatumOutcome;
import io.stemma.execution.DatumTask;
import io.stemma.execution.Executor;
import io.stemma.internal.base.MalformedException;
import io.stemma.internal.datum.Item;
import io.stemma.internal.datum.Slot;
import io.stemma.internal.format.v1.DatumResult;
import io.stemma.internal.format.v1.JobRecord;
import io.stemma.internal.format.v1.UnsupportedVersionException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
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

  private final PipelineArchive archive;
  private final Planner planner;
  private final InputState inputs;
  private final Executor executor;
  private final BooleanSupplier cancelled;
  private final long timeoutMillis;

  /**
   * Begins.
   *
   * @param inputs what the job reads
   * @param cancelled whether the job was cancelled
   */
  Dispatch(
      PipelineArchive archive,
      Planner planner,
      InputState inputs,
      Executor executor,
      BooleanSupplier cancelled) {
    this.archive = archive;
    this.planner = planner;
    this.inputs = inputs;
    this.executor = executor;
    this.cancelled = cancelled;
    this.timeoutMillis =
        planner
            .definition()
            .options()
            .datumTimeout()
            .map(timeout -> Math.max(1, timeout.toMillis()))
            .orElse(0L);
  }

  /**
   * Has datums run, and waits for it. An interrupt is kept.
   *
   * @param ended is told the name of each, and what became of it
   */
  void run(List<JobPlan.Changed> datums, BiConsumer<String, DatumRun.Ended> ended) {
    Batch batch = new Batch(datums, ended);
    try {
      List<DatumTask> tasks = datums.stream().map(this::task).toList();
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

  private DatumTask task(JobPlan.Changed datum) {
    SortedMap<Integer, DatumTask.InputCommit> commits = new TreeMap<>();
    List<DatumTask.InputPaths> seen = new ArrayList<>();
    for (Slot slot : datum.spec().slots()) {
      List<DatumTask.InputPath> paths = new ArrayList<>();
      for (Item item : slot.items()) {
        int number = inputs.number(item.selection());
        commits.computeIfAbsent(number, this::commit);
        paths.add(new DatumTask.InputPath(number, item.path().toString(), item.directory()));
      }
      seen.add(new DatumTask.InputPaths(slot.input(), paths));
    }
    Code code = planner.code();
    return new DatumTask(
        archive.archive().id().toString(),
        code.className(),
        code.parameters(),
        code.id(),
        Optional.empty(),
        datum.seen().key().toString(),
        datum.name(),
        datum.spec().captures(),
        List.copyOf(commits.values()),
        seen,
        planner.definition().options().tries(),
        timeoutMillis);
  }

  private DatumTask.InputCommit commit(int number) {
    JobRecord.InputCommit read = inputs.commits().get(number);
    return new DatumTask.InputCommit(number, read.repository(), read.commit().toString());
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
      ended.accept(datum.name(), Dispatch.this.ended(datum, outcome));
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

  private DatumRun.Ended ended(JobPlan.Changed datum, DatumOutcome outcome) {
    if (outcome.state() == DatumState.FINISHED) {
      return finished(datum, outcome);
    }
    boolean ownEnd = outcome.state() == DatumState.CANCELLED && !cancelled.getAsBoolean();
    return DatumRun.Ended.without(
        ownEnd ? DatumState.FAILED : outcome.state(),
        outcome.tries(),
        outcome.nanos(),
        new RemoteFailureException(outcome.failure().orElseThrow()));
  }

  private DatumRun.Ended finished(JobPlan.Changed datum, DatumOutcome outcome) {
    try {
      Handover left = Handover.decode(outcome.written(), archive);
      DatumResult result = left.result();
      if (!result.datum().equals(datum.name()) || !result.key().equals(datum.seen().key())) {
        throw new MalformedException("it is the result of " + result.datum() + " " + result.key());
      }
      return new DatumRun.Ended(
          DatumState.FINISHED,
          outcome.tries(),
          outcome.nanos(),
          Optional.empty(),
          Optional.of(result),
          Optional.of(left.session()));
    } catch (MalformedException | UnsupportedVersionException e) {
      StemmaException failure =
          new StemmaException(
              "what the executor gave for datum "
                  + datum.name()
                  + " cannot be taken over: "
                  + e.getMessage(),
              e);
      return DatumRun.Ended.without(DatumState.FAILED, outcome.tries(), outcome.nanos(), failure);
    }
  }
}
