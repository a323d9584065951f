package io.stemma.internal.pipeline;

import io.stemma.DatumState;
import io.stemma.PipelineOptions;
import io.stemma.execution.Executor;
import io.stemma.internal.chunks.WriteSession;
import io.stemma.internal.format.v1.DatumResult;
import io.stemma.internal.format.v1.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs the datums of a plan, several at once, here or where an executor runs them, and makes their
 * results durable as they come. A datum that somebody else has computed meanwhile is not run.
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
  private final Optional<Dispatch> dispatch;

  /** So many datums are run one after the other by a thread, or handed over together. */
  private final int batch;

  private final ExecutorService threads;
  private volatile boolean cancelled;

  /**
   * Begins.
   *
   * @param executor runs the datums; without one, threads of this process do
   */
  DatumPool(
      PipelineArchive archive,
      Planner planner,
      JobPlan plan,
      DatumReports reports,
      Optional<Executor> executor) {
    this.archive = archive;
    this.planner = planner;
    this.plan = plan;
    this.reports = reports;
    this.options = planner.definition().options();
    this.toRun = plan.toRun();
    this.checkpoints = new Checkpoints(archive, planner.name());
    this.tries = new Tries(options.datumTimeout());
    int count = Math.max(1, Math.min(atOnce(executor), toRun.size()));
    this.batch = executor.map(places -> together(places, count)).orElse(1);
    this.dispatch =
        executor.map(
            places ->
                new Dispatch(
                    new TaskExchange(
                        archive, planner.code(), Optional.empty(), options, plan.inputs()),
                    places,
                    () -> cancelled));
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

  /** How many threads there are to be, if there are datums for all. */
  private int atOnce(Optional<Executor> executor) {
    if (executor.isPresent()) {
      return checked("calls at once", executor.get().parallelism());
    }
    return options.parallelism() > 0
        ? options.parallelism()
        : Runtime.getRuntime().availableProcessors();
  }

  /** How many datums go with one call, so that all threads have some. */
  private int together(Executor executor, int count) {
    int share = (toRun.size() + count - 1) / count;
    return Math.min(checked("tasks with each call", executor.batch()), Math.max(1, share));
  }

  private static int checked(String what, int number) {
    if (number < 1) {
      throw new IllegalArgumentException(
          "an executor takes at least 1 of its " + what + ", and not " + number);
    }
    return number;
  }

  private void work() {
    for (int i = next.getAndAdd(batch); i < toRun.size(); i = next.getAndAdd(batch)) {
      if (Thread.currentThread().isInterrupted()) {
        return;
      }
      if (dispatch.isPresent()) {
        send(toRun.subList(i, Math.min(i + batch, toRun.size())), dispatch.get());
      } else {
        run(toRun.get(i));
      }
    }
  }

  /** Has those datums run elsewhere that must be. */
  private void send(List<JobPlan.Changed> datums, Dispatch elsewhere) {
    List<JobPlan.Changed> sent = datums.stream().filter(this::mustBeSent).toList();
    sent.forEach(datum -> reports.running(datum.name()));
    if (!sent.isEmpty()) {
      elsewhere.run(sent, this::take);
    }
  }

  /** Whether a datum is to be sent; what there is to be said of others is said. */
  private boolean mustBeSent(JobPlan.Changed datum) {
    if (!datum.spec().problems().isEmpty()) {
      run(datum); // Says what the problem is.
      return false;
    }
    try {
      if (isKnownByNow(datum)) {
        reports.reused(datum.name());
        return false;
      }
      return true;
    } catch (RuntimeException | Error e) {
      take(datum.name(), DatumRun.Ended.without(DatumState.FAILED, 0, 0, e));
      return false;
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

  /** Interrupts the datums that run, or the merge, and begins no others. */
  void cancel() {
    cancelled = true;
    next.set(toRun.size());
    threads.shutdownNow();
    tries.cancel();
  }

  /** Runs merges, once the datums have ended: each for as long as the try of a datum. */
  Tries tries() {
    return tries;
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

  /**
   * Makes the results of what has finished durable, where the job goes on to read them. Should that
   * fail, they wait on.
   */
  void store() {
    checkpoints.commit();
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
