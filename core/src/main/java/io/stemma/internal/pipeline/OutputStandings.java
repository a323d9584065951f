package io.stemma.internal.pipeline;

import io.stemma.Input;
import io.stemma.internal.base.Hash;
import io.stemma.internal.datum.DatumInputs;
import io.stemma.internal.format.v1.CommitObject;
import io.stemma.internal.format.v1.JobRecord;
import io.stemma.internal.format.v1.RefTarget;
import io.stemma.internal.path.RefNames;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Whether results were made from what is there in one state. Needs no code. For one thread. */
final class OutputStandings {
  private final PipelineArchive archive;
  private final PipelineArchive.State state;

  /** By branches: whether what the newest results were made from is the newest there is. */
  private final Map<String, Boolean> own = new HashMap<>();

  /** By branches: those that the newest results were made from. */
  private final Map<String, List<String>> reads = new HashMap<>();

  OutputStandings(PipelineArchive archive, PipelineArchive.State state) {
    this.archive = archive;
    this.state = state;
  }

  /** See {@link io.stemma.DerivedFiles#isUpToDate}. */
  boolean isUpToDate(String repository, String branch) {
    Set<String> seen = new LinkedHashSet<>();
    ArrayDeque<String> left = new ArrayDeque<>(List.of(RefNames.branch(repository, branch)));
    while (!left.isEmpty()) {
      String ref = left.remove();
      if (seen.add(ref)) {
        if (!own.containsKey(ref)) {
          look(ref);
        }
        if (!own.getOrDefault(ref, true)) {
          return false;
        }
        left.addAll(reads.getOrDefault(ref, List.of()));
      }
    }
    return true;
  }

  private void look(String ref) {
    Optional<CommitObject> head = state.ref(ref).flatMap(RefTarget::commit).map(archive::object);
    Optional<JobRecord> job = head.flatMap(CommitObject::job);
    Optional<Hash> defined = definition(ref);
    own.put(
        ref,
        job.isEmpty()
            ? defined.isEmpty()
            : defined.filter(now -> !now.equals(job.get().definition())).isEmpty()
                && isNewest(job.get()));
    reads.put(ref, job.map(OutputStandings::branches).orElse(List.of()));
  }

  private static List<String> branches(JobRecord job) {
    return job.inputs().stream()
        .map(input -> RefNames.branch(input.repository(), input.branch()))
        .distinct()
        .toList();
  }

  /** The definition of the pipeline whose results a branch has. */
  private Optional<Hash> definition(String ref) {
    String shown = RefNames.shown(ref);
    int slash = shown.indexOf('/');
    return state
        .ref(RefNames.pipeline(shown.substring(0, slash), shown.substring(slash + 1)))
        .flatMap(RefTarget::commit);
  }

  private boolean isNewest(JobRecord job) {
    Definition definition = Definition.of(archive, job.definition());
    List<Input.Selection> selections = DatumInputs.of(definition.input()).selections();
    if (selections.size() != job.inputs().size()) {
      return false;
    }
    for (int i = 0; i < selections.size(); i++) {
      JobRecord.InputCommit input = job.inputs().get(i);
      Optional<Hash> root =
          state.ref(RefNames.branch(input.repository(), input.branch())).flatMap(RefTarget::root);
      if (selections.get(i).commit().isEmpty() && !root.equals(Optional.of(input.root()))) {
        return false;
      }
    }
    return true;
  }
}
