package io.stemma.internal.pipeline;

import io.stemma.Commit;
import io.stemma.DatumReport;
import io.stemma.Job;
import io.stemma.JobProgress;
import io.stemma.JobState;
import io.stemma.PipelineVersion;
import io.stemma.StemmaException;
import io.stemma.Verdict;
import io.stemma.internal.table.Outline;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A job that never began.
 *
 * @param pipeline what would have been run
 * @param started when that was decided
 * @param why whose fault it is
 */
record UnrunnableJob(PipelineVersion pipeline, String id, Instant started, String why)
    implements Job {

  @Override
  public JobState state() {
    return JobState.UNRUNNABLE;
  }

  @Override
  public JobProgress progress() {
    return new JobProgress(0, 0, 0, 0, 0, 0);
  }

  @Override
  public List<DatumReport> datums() {
    return List.of();
  }

  @Override
  public Optional<Throwable> failure() {
    return Optional.of(new StemmaException(why));
  }

  @Override
  public Optional<Verdict> verdict() {
    return Optional.empty();
  }

  @Override
  public void await() {
    // It has ended.
  }

  @Override
  public boolean await(Duration patience) {
    Objects.requireNonNull(patience, "patience");
    return true;
  }

  @Override
  public void cancel() {
    // It has ended.
  }

  @Override
  public Commit commit() {
    throw new IllegalStateException("job " + id + " has no results: " + why);
  }

  /** One line: the pipeline, and whose fault it is. */
  @Override
  public String toString() {
    return "job of " + pipeline.pipeline() + "  " + state() + "  " + why;
  }

  @Override
  public String html() {
    return Outline.of(toString()).html();
  }
}
