package io.stemma.internal.pipeline;

import io.stemma.Input;
import io.stemma.internal.base.MalformedException;
import io.stemma.internal.commit.FileTree;
import io.stemma.internal.datum.DatumInputs;
import io.stemma.internal.datum.DatumSpec;
import io.stemma.internal.datum.Datums;
import io.stemma.internal.datum.Slot;
import io.stemma.internal.format.v1.DatumResult;
import io.stemma.internal.format.v1.JobRecord;
import io.stemma.internal.path.TreePath;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells from which commits of a job its datums had the files that they opened. The result may have
 * been computed for another pipeline, whose inputs stand in another order: what counts is what the
 * input is called, and where several are called so, what the datum was selected from. For one
 * thread.
 */
final class OpenedFiles {
  private final PipelineArchive archive;
  private final JobRecord job;
  private final DatumInputs inputs;
  private final InputState state;

  /** What the datum saw that was looked up last. */
  private @Nullable Seen seen;

  private record Seen(String datum, List<Slot> slots) {}

  /** Those of the datums of a job. */
  OpenedFiles(PipelineArchive archive, JobRecord job) {
    this.archive = archive;
    this.job = job;
    this.inputs = DatumInputs.of(Definition.of(archive, job.definition()).input());
    this.state = InputState.of(archive, inputs.selections(), job.inputs());
  }

  /**
   * The commit that a path was read from.
   *
   * @param result of the datum
   * @param number of the input among those of the result
   */
  JobRecord.InputCommit commit(DatumResult result, int number, TreePath path) {
    List<JobRecord.InputCommit> candidates = candidates(result.inputs().get(number).name());
    if (candidates.size() > 1) {
      candidates.removeIf(each -> new FileTree(archive.chunks(), each.root()).item(path).isEmpty());
    }
    if (candidates.isEmpty()) {
      throw new MalformedException("no input of the job has " + path);
    }
    JobRecord.InputCommit first = candidates.get(0);
    return candidates.stream().allMatch(each -> each.commit().equals(first.commit()))
        ? first
        : selected(result.datum(), number, path).orElse(first);
  }

  private List<JobRecord.InputCommit> candidates(String input) {
    List<Input.Selection> selections = inputs.selections();
    List<JobRecord.InputCommit> candidates = new ArrayList<>();
    for (int i = 0; i < selections.size(); i++) {
      if (selections.get(i).name().equals(input)) {
        candidates.add(job.inputs().get(i));
      }
    }
    return candidates;
  }

  private Optional<JobRecord.InputCommit> selected(String datum, int number, TreePath path) {
    Seen known = seen;
    if (known == null || !known.datum().equals(datum)) {
      List<Slot> slots =
          spec(datum).stream()
              .flatMap(spec -> spec.slots().stream())
              .filter(slot -> !slot.items().isEmpty())
              .toList();
      known = new Seen(datum, slots);
      seen = known;
    }
    return known.slots().stream()
        .skip(number)
        .limit(1)
        .flatMap(slot -> slot.items().stream())
        .filter(item -> item.path().contains(path))
        .findFirst()
        .map(item -> state.commits().get(state.number(item.selection())));
  }

  private Optional<DatumSpec> spec(String datum) {
    Datums datums = inputs.at(state);
    if (inputs.canFind()) {
      return datums.named(datum);
    }
    Iterator<DatumSpec> all = datums.all();
    while (all.hasNext()) {
      DatumSpec spec = all.next();
      if (spec.name().equals(datum)) {
        return Optional.of(spec);
      }
    }
    return Optional.empty();
  }
}
