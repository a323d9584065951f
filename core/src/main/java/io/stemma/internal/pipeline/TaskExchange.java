package io.stemma.internal.pipeline;

import io.stemma.DatumState;
import io.stemma.PipelineOptions;
import io.stemma.StemmaException;
import io.stemma.execution.DatumOutcome;
import io.stemma.execution.DatumTask;
import io.stemma.internal.base.Hash;
import io.stemma.internal.base.MalformedException;
import io.stemma.internal.datum.DatumSpec;
import io.stemma.internal.datum.Item;
import io.stemma.internal.datum.Slot;
import io.stemma.internal.format.v1.DatumResult;
import io.stemma.internal.format.v1.JobRecord;
import io.stemma.internal.format.v1.UnsupportedVersionException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Writes datums down for whoever runs them elsewhere, and takes what they gave.
 *
 * @param code what is to run
 * @param bundle the commit with the code, if it is to be that of the archive, whatever classes
 *     there are
 * @param options how often a datum is tried, and for how long
 * @param inputs what is read
 */
record TaskExchange(
    PipelineArchive archive,
    Code code,
    Optional<Hash> bundle,
    PipelineOptions options,
    InputState inputs) {

  /** The datum as data. */
  DatumTask task(DatumSpec spec, Hash key) {
    SortedMap<Integer, DatumTask.InputCommit> commits = new TreeMap<>();
    List<DatumTask.InputPaths> seen = new ArrayList<>();
    for (Slot slot : spec.slots()) {
      List<DatumTask.InputPath> paths = new ArrayList<>();
      for (Item item : slot.items()) {
        int number = inputs.number(item.selection());
        commits.computeIfAbsent(number, this::commit);
        paths.add(new DatumTask.InputPath(number, item.path().toString(), item.directory()));
      }
      seen.add(new DatumTask.InputPaths(slot.input(), paths));
    }
    return new DatumTask(
        archive.archive().id().toString(),
        code.className(),
        code.parameters(),
        code.id(),
        bundle.map(Hash::toString),
        key.toString(),
        spec.name(),
        spec.captures(),
        List.copyOf(commits.values()),
        seen,
        options.tries(),
        options.datumTimeout().map(timeout -> Math.max(1, timeout.toMillis())).orElse(0L));
  }

  private DatumTask.InputCommit commit(int number) {
    JobRecord.InputCommit read = inputs.commits().get(number);
    return new DatumTask.InputCommit(number, read.repository(), read.commit().toString());
  }

  /**
   * What became of a datum.
   *
   * @param cancelled whether it was to end
   */
  DatumRun.Ended ended(DatumSpec spec, Hash key, DatumOutcome outcome, boolean cancelled) {
    if (outcome.state() == DatumState.FINISHED) {
      return finished(spec, key, outcome);
    }
    boolean ownEnd = outcome.state() == DatumState.CANCELLED && !cancelled;
    return DatumRun.Ended.without(
        ownEnd ? DatumState.FAILED : outcome.state(),
        outcome.tries(),
        outcome.nanos(),
        new RemoteFailureException(outcome.failure().orElseThrow()));
  }

  private DatumRun.Ended finished(DatumSpec spec, Hash key, DatumOutcome outcome) {
    try {
      Handover left = Handover.decode(outcome.written(), archive);
      DatumResult result = left.result();
      if (!result.datum().equals(spec.name()) || !result.key().equals(key)) {
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
                  + spec.name()
                  + " cannot be taken over: "
                  + e.getMessage(),
              e);
      return DatumRun.Ended.without(DatumState.FAILED, outcome.tries(), outcome.nanos(), failure);
    }
  }
}
