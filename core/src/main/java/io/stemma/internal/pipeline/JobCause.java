package io.stemma.internal.pipeline;

import io.stemma.Input;
import io.stemma.internal.base.Hash;
import io.stemma.internal.datum.DatumInputs;
import io.stemma.internal.format.v1.CommitObject;
import io.stemma.internal.format.v1.JobRecord;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds which operation brought the results of a job about: that behind the newest of the changes
 * since the results at hand, of inputs or of the definition, and of quiet inputs if there is no
 * other. So all that follows from one change has one cause, through whatever pipelines; and where a
 * branch was moved, moving it is the cause.
 */
final class JobCause {
  private final PipelineArchive archive;
  private final Planner planner;
  private final JobPlan plan;

  private @Nullable Instant newest;
  private @Nullable String operation;

  JobCause(PipelineArchive archive, Planner planner, JobPlan plan) {
    this.archive = archive;
    this.planner = planner;
    this.plan = plan;
  }

  /** The operation; none if neither inputs nor definition changed, but only the code. */
  Optional<String> operation() {
    Optional<JobRecord> before = plan.base().record();
    if (before.filter(record -> record.definition().equals(planner.version())).isEmpty()) {
      CommitObject definition = archive.object(planner.version());
      offer(definition.time(), definition.cause());
    }
    inputs(before, false);
    if (operation == null) {
      inputs(before, true);
    }
    return Optional.ofNullable(operation);
  }

  /** Offers the changes of inputs that cause jobs, or of those that do not. */
  private void inputs(Optional<JobRecord> before, boolean quiet) {
    List<Input.Selection> selections = DatumInputs.of(planner.definition().input()).selections();
    List<JobRecord.InputCommit> now = plan.inputs().commits();
    List<JobRecord.InputCommit> then = before.map(JobRecord::inputs).orElse(List.of());
    for (int i = 0; i < now.size(); i++) {
      boolean same = now.size() == then.size() && now.get(i).equals(then.get(i));
      if (!same && selections.get(i).isQuiet() == quiet) {
        InputState.Arrival arrival = plan.inputs().arrivals().get(i);
        Hash commit = now.get(i).commit();
        offer(arrival.since(), arrival.movedBy().orElseGet(() -> archive.object(commit).cause()));
      }
    }
  }

  private void offer(Instant time, String cause) {
    Instant before = newest;
    if (before == null || !time.isBefore(before)) {
      newest = time;
      operation = cause;
    }
  }
}
