package io.stemma.internal.pipeline;

import io.stemma.DatumState;
import io.stemma.PipelineOptions;
import io.stemma.internal.chunks.WriteSession;
import io.stemma.internal.format.v1.DatumResult;
import io.stemma.internal.format.v1.Kind;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs the datums of a plan, several at once, and makes their results durable as they come. A datum
 * that somebody else has computed meanwhile is not run.
 */
final class DatumPool implements AutoCloseable {
  private static final long LOOK_MILLIS = 50;
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final PipelineArchive archive;
  private final Planner planner;
  private final JobPlan plan;
  private final DatumReports reports;
  private final PipelineOptions options;
  private final List<JobPlan.Changed> toRun;
  private final AtomicInteger next = new AtomicInteger();
  private final Map<String, DatumTable.State> failed = new ConcurrentHashMap<>();

  /** The results that are not durable yet, by the datums' names. */
  private final Map<String, DatumResult> fresh = new ConcurrentHashMap<>();

  private final Checkpoints checkpoints;
  private final Tries tries;
  private final ExecutorService threads;

  DatumPool(PipelineArchive archive, Planner planner, JobPlan plan, DatumReports reports) {
    this.archive = archive;
    this.planner = planner;
    this.plan = plan;
    this.reports = reports;
    this.options = planner.definition().options();
    this.toRun = plan.toRun();
    this.checkpoints = new Checkpoints(archive, planner.name());
    this.tries = new Tries(options.datumTimeout());
    int wanted =
        options.parallelism() > 0
            ? options.parallelism()
            : Runtime.getRuntime().availableProcessors();
    int count = Math.max(1, Math.min(wanted, toRun.size()));
    this.threads =
        Executors.newFixedThreadPool(
            count,
            work -> {
              Thread thread = new Thread(work, "stemma-worker-" + NUMBER.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    for (int i = 0; i < count; i++) {
      threads.execute(this::work);
    }
    threads.shutdown();
  }

  private void work() {
    for (int i = next.getAndIncrement(); i < toRun.size(); i = next.getAndIncrement()) {
      if (Thread.currentThread().isInterrupted()) {
        return;
      }
      run(toRun.get(i));
    }
  }

  private void run(JobPlan.Changed datum) {
    DatumRun.Ended ended;
    try {
      if (isKnownByNow(datum)) {
        reports.reused(datum.name());
        return;
      }
      reports.running(datum.name());
      ended =
          new DatumRun(archive, planner.code(), plan.inputs(), datum).run(options.tries(), tries);
    } catch (RuntimeException | Error e) {
      ended = DatumRun.Ended.without(DatumState.FAILED, 0, 0, e);
    }
    take(datum.name(), ended);
  }

  private boolean isKnownByNow(JobPlan.Changed datum) {
    return datum.spec().problems().isEmpty()
        && archive.holds(Kind.DATUM_RESULT, datum.seen().key());
  }

  private void take(String name, DatumRun.Ended ended) {
    if (ended.state() != DatumState.FINISHED) {
      failed.put(
          name,
          ended.state() == DatumState.RECOVERED
              ? DatumTable.State.RECOVERED
              : DatumTable.State.OMITTED);
      reports.ended(name, ended);
      return;
    }
    fresh.put(name, ended.result().orElseThrow());
    WriteSession session = ended.session().orElseThrow();
    Checkpoints.Finished finished =
        new Checkpoints.Finished(
            session,
            () -> {
              fresh.remove(name);
              reports.ended(name, ended);
            });
    checkpoints.add(finished);
  }

  /**
   * Waits until all have ended, and makes their results durable meanwhile.
   *
   * @return false if that takes longer than a job may
   * @throws io.stemma.CommitOutcomeUnknownException if nobody knows whether results are durable
   */
  boolean await() {
    long begun = System.nanoTime();
    while (!ends()) {
      checkpoints.commitIfDue();
      if (options.jobTimeout().isPresent()
          && System.nanoTime() - begun > options.jobTimeout().get().toNanos()) {
        return false;
      }
    }
    return true;
  }

  /** Whether all have ended, after a while. */
  private boolean ends() {
    try {
      return threads.awaitTermination(LOOK_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      return threads.isTerminated(); // The job's own thread: nobody has a reason to interrupt it.
    }
  }

  /** Interrupts the datums that run, and begins no others. */
  void cancel() {
    next.set(toRun.size());
    threads.shutdownNow();
  }

  /** Waits for the threads, which end soon after {@link #cancel}. */
  void stop() {
    while (!ends()) {
      checkpoints.release();
    }
  }

  /** Whether datums failed, and the pipeline does not leave them out. */
  boolean failedTooMuch() {
    return options.onFailure() == PipelineOptions.OnFailure.FAIL
        && failed.containsValue(DatumTable.State.OMITTED);
  }

  /** What became of the datums without result. */
  Map<String, DatumTable.State> failed() {
    return failed;
  }

  /**
   * The result of a datum that was run, or was computed by somebody else meanwhile: what is found
   * by the key is the result, whoever was first.
   */
  DatumResult result(JobPlan.Changed datum) {
    DatumResult own = fresh.get(datum.name());
    return own == null || archive.holds(Kind.DATUM_RESULT, datum.seen().key())
        ? Results.get(archive, datum.seen().key())
        : own;
  }

  /** What is not durable yet, to be committed with the results. */
  List<Checkpoints.Finished> rest() {
    return checkpoints.take();
  }

  /** Gives back what could not be committed. */
  void back(List<Checkpoints.Finished> rest) {
    rest.forEach(checkpoints::put);
  }

  /** Makes the results of what has finished durable, where the job ends without commit. */
  void keep() {
    checkpoints.flush();
  }

  @Override
  public void close() {
    threads.shutdownNow();
    tries.close();
  }
}
