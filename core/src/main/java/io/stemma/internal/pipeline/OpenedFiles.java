package io.stemma.internal.pipeline;

import io.stemma.Input;
import io.stemma.internal.base.Hash;
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
 * Tells from which commits of a job a datum had the files that it opened. The result may have been
 * computed for another pipeline, whose inputs stand in another order: what counts is what the input
 * is called, and where several are called so, what the datum was selected from. For one thread.
 */
final class OpenedFiles {
  private final PipelineArchive archive;
  private final JobRecord job;
  private final DatumResult result;
  private final DatumInputs inputs;
  private final InputState state;

  /** What the datum saw, once that was looked up. */
  private @Nullable List<Slot> slots;

  OpenedFiles(PipelineArchive archive, JobRecord job, DatumResult result) {
    this.archive = archive;
    this.job = job;
    this.result = result;
    Definition definition = Definition.decode(archive.object(job.definition()).attributes());
    this.inputs = DatumInputs.of(definition.input());
    this.state = InputState.of(archive, inputs.selections(), job.inputs());
  }

  /**
   * The commit that a path was read from.
   *
   * @param number of the input among those of the result
   */
  Hash commit(int number, TreePath path) {
    List<JobRecord.InputCommit> candidates = candidates(result.inputs().get(number).name());
    if (candidates.size() > 1) {
      candidates.removeIf(each -> new FileTree(archive.chunks(), each.root()).item(path).isEmpty());
    }
    List<Hash> commits = candidates.stream().map(JobRecord.InputCommit::commit).distinct().toList();
    if (commits.isEmpty()) {
      throw new MalformedException("no input of the job has " + path);
    }
    return commits.size() == 1 ? commits.get(0) : selected(number, path).orElse(commits.get(0));
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

  private Optional<Hash> selected(int number, TreePath path) {
    List<Slot> known = slots;
    if (known == null) {
      known =
          spec().stream()
              .flatMap(spec -> spec.slots().stream())
              .filter(slot -> !slot.items().isEmpty())
              .toList();
      slots = known;
    }
    return known.stream()
        .skip(number)
        .limit(1)
        .flatMap(slot -> slot.items().stream())
        .filter(item -> item.path().contains(path))
        .findFirst()
        .map(item -> state.commits().get(state.number(item.selection())).commit());
  }

  private Optional<DatumSpec> spec() {
    Datums datums = inputs.at(state);
    if (inputs.canFind()) {
      return datums.named(result.datum());
    }
    Iterator<DatumSpec> all = datums.all();
    while (all.hasNext()) {
      DatumSpec spec = all.next();
      if (spec.name().equals(result.datum())) {
        return Optional.of(spec);
      }
    }
    return Optional.empty();
  }
}
