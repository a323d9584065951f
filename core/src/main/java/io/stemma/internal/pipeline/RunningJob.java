package io.stemma.internal.pipeline;

import io.stemma.Commit;
import io.stemma.DatumReport;
import io.stemma.Job;
import io.stemma.JobProgress;
import io.stemma.JobState;
import io.stemma.PipelineOptions;
import io.stemma.PipelineVersion;
import io.stemma.Verdict;
import io.stemma.execution.Executor;
import io.stemma.internal.base.Hash;
import io.stemma.internal.table.Outline;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A job of this process, on a thread of its own. */
final class RunningJob implements Job {
  /** So many failures are printed. */
  private static final int SHOWN = 10;

  private static final Logger LOG = LoggerFactory.getLogger(RunningJob.class);

  private final PipelineArchive archive;
  private final PipelineVersion version;
  private final Planner planner;
  private final String ref;
  private final Optional<Executor> executor;
  private final String id;
  private final Instant started;
  private final DatumReports reports = new DatumReports();
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile JobState state = JobState.RUNNING;
  private volatile boolean cancelled;
  private volatile @Nullable DatumPool pool;
  private volatile @Nullable Throwable failure;
  private volatile @Nullable Hash made;
  private volatile @Nullable Verdict verdict;

  /** The thread that waits for datums which are run once more. */
  private @Nullable Thread guarding;

  /**
   * A job that has not begun.
   *
   * @param ref the branch of the results
   * @param executor runs the datums; without one, threads of this process do
   */
  RunningJob(
      PipelineArchive archive,
      PipelineVersion version,
      Planner planner,
      String ref,
      Optional<Executor> executor) {
    this.archive = archive;
    this.version = version;
    this.planner = planner;
    this.ref = ref;
    this.executor = executor;
    this.id = archive.newId();
    this.started = archive.now();
  }

  /** Begins. */
  RunningJob begin() {
    archive.began(this);
    Thread thread = new Thread(this::run, "stemma-job-" + version.pipeline());
    thread.setDaemon(true);
    thread.start();
    return this;
  }

  private void run() {
    JobState end = JobState.FAILED;
    try {
      end = work();
    } catch (RuntimeException | Error e) {
      failure = e;
      end = cancelled ? JobState.CANCELLED : JobState.FAILED;
    } finally {
      reports.ended();
      if (end == JobState.FAILED) {
        archive.failures().put(ref, this);
      } else {
        archive.failures().remove(ref);
      }
      state = end;
      ended.countDown();
      archive.ended(this);
    }
  }

  /** Plans and runs until the results are committed: others may commit theirs meanwhile. */
  private JobState work() {
    while (true) {
      JobPlan plan = planner.plan(archive.state(), ref, id);
      reports.plan(plan);
      if (plan.isDone(planner.version(), planner.codeId())) {
        made = plan.base().head();
        return JobState.SUCCEEDED;
      }
      Optional<JobState> end = attempt(plan);
      if (end.isPresent()) {
        return end.get();
      }
    }
  }

  /** Runs what is to be run, and commits; empty if the branch was moved meanwhile. */
  private Optional<JobState> attempt(JobPlan plan) {
    try (DatumPool running = new DatumPool(archive, planner, plan, reports, executor)) {
      pool = running;
      if (cancelled) {
        running.cancel();
      }
      try {
        if (!running.await()) {
          cancel();
          running.stop();
        }
        if (cancelled || running.failedTooMuch()) {
          planner.code().noteCaches();
          running.keep();
          return Optional.of(cancelled ? JobState.CANCELLED : JobState.FAILED);
        }
        Hash results = new JobCommit(archive, planner, ref, id, started).commit(plan, running);
        made = results;
        guard(results, plan, running);
        return Optional.of(JobState.SUCCEEDED);
      } catch (BranchMovedException e) {
        running.keep();
        return Optional.empty();
      } catch (RuntimeException | Error e) {
        running.cancel();
        running.stop();
        running.keep();
        throw e;
      }
    } finally {
      pool = null; // Whoever keeps the job keeps no plan of all its datums.
    }
  }

  /** Runs some datums once more: the results are committed, whatever comes of it. */
  private void guard(Hash results, JobPlan plan, DatumPool ended) {
    PipelineOptions options = planner.definition().options();
    if (options.guard() == 0 || options.unreproducible().isPresent()) {
      return;
    }
    List<String> run =
        plan.toRun().stream()
            .map(JobPlan.Changed::name)
            .filter(name -> !ended.failed().containsKey(name))
            .toList();
    if (run.isEmpty() || !beginGuard()) {
      return;
    }
    try {
      Verdict found = archive.guard(results, spread(run, options.guard()));
      verdict = found;
      if (!found.isIdentical()) {
        LOG.warn("the guard of pipeline {}: {}{}", planner.name(), found, lines(found));
      }
    } catch (RuntimeException | Error e) { // Whatever it is, the results are there.
      LOG.warn("the guard of pipeline {} could not run datums once more", planner.name(), e);
    } finally {
      endGuard();
    }
  }

  private synchronized boolean beginGuard() {
    guarding = cancelled ? null : Thread.currentThread();
    return guarding != null;
  }

  private synchronized void endGuard() {
    guarding = null;
    if (Thread.interrupted()) {
      LOG.debug("the guard of pipeline {} was given up, as its job was cancelled", planner.name());
    }
  }

  private synchronized void giveUpGuard() {
    if (guarding != null) {
      guarding.interrupt();
    }
  }

  private static List<String> spread(List<String> names, int count) {
    long some = Math.min(count, names.size());
    return LongStream.range(0, some)
        .mapToObj(i -> names.get((int) (i * names.size() / some)))
        .toList();
  }

  private static String lines(Verdict found) {
    return found.differences().stream().map(each -> "\n  " + each).collect(Collectors.joining());
  }

  @Override
  public Optional<Verdict> verdict() {
    return Optional.ofNullable(verdict);
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public PipelineVersion pipeline() {
    return version;
  }

  @Override
  public Instant started() {
    return started;
  }

  @Override
  public JobState state() {
    return state;
  }

  @Override
  public JobProgress progress() {
    return reports.progress();
  }

  @Override
  public List<DatumReport> datums() {
    return PrintedReports.of("datums", reports.reports());
  }

  @Override
  public List<DatumReport> failures() {
    return PrintedReports.failures(reports.reports());
  }

  @Override
  public Optional<Throwable> failure() {
    return Optional.ofNullable(failure);
  }

  @Override
  public void await() {
    try {
      ended.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean await(Duration patience) {
    Objects.requireNonNull(patience, "patience");
    try {
      return ended.await(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ended.getCount() == 0;
    }
  }

  @Override
  public void cancel() {
    cancelled = true;
    DatumPool running = pool;
    if (running != null) {
      running.cancel();
    }
    giveUpGuard();
  }

  @Override
  public Commit commit() {
    Hash commit = made;
    if (state != JobState.SUCCEEDED || commit == null) {
      throw new IllegalStateException(
          "job " + id + " of pipeline " + version.pipeline() + " has no results: it is " + state);
    }
    return archive.commit(commit);
  }

  private Outline outline() {
    Outline outline = Outline.of("job of " + version.pipeline(), "" + state, "" + progress());
    verdict().ifPresent(found -> outline.line("guard: " + found));
    outline.addFirst(SHOWN, failures(), each -> Outline.of(each.toString()));
    Throwable reason = failure;
    return reason == null ? outline : outline.line(reason.toString());
  }

  @Override
  public String toString() {
    return outline().toString();
  }

  @Override
  public String html() {
    return outline().html();
  }
}
