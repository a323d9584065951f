package io.stemma.internal.pipeline;

import io.stemma.Commit;
import io.stemma.NotFoundException;
import io.stemma.internal.base.Hash;
import io.stemma.internal.commit.FirstParents;
import io.stemma.internal.format.v1.CommitObject;
import io.stemma.internal.format.v1.JobRecord;
import io.stemma.internal.format.v1.RefMove;
import io.stemma.internal.format.v1.RefTarget;
import io.stemma.internal.path.RefNames;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What an operation brought about: its own commits, and the results that followed from them. */
final class Consequences {
  private final PipelineArchive archive;
  private final PipelineArchive.Logged logged;
  private final PipelineArchive.State state;
  private final Instant since;

  private Consequences(PipelineArchive archive, PipelineArchive.Logged logged) {
    this.archive = archive;
    this.logged = logged;
    this.state = archive.state();
    this.since =
        logged.operation().moves().stream()
            .flatMap(move -> move.to().stream())
            .map(RefTarget::time)
            .min(Comparator.naturalOrder())
            .orElse(logged.operation().time());
  }

  /**
   * Of an operation.
   *
   * @throws NotFoundException if there is none of that id
   */
  static Consequences of(PipelineArchive archive, String operation) {
    PipelineArchive.Logged logged =
        archive
            .logged(operation)
            .orElseThrow(() -> new NotFoundException("the archive has no operation " + operation));
    return new Consequences(archive, logged);
  }

  /** See {@link io.stemma.Archive#causedBy}. */
  List<Commit> commits() {
    List<StoredPipeline> pipelines = PipelineGraph.of(archive, state).order();
    Set<String> refs = new LinkedHashSet<>();
    logged.operation().moves().stream()
        .map(RefMove::ref)
        .filter(RefNames::isBranch)
        .forEach(refs::add);
    List<String> derived = pipelines.stream().map(StoredPipeline::ref).toList();
    refs.removeAll(Set.copyOf(derived));
    refs.addAll(derived);
    return refs.stream().flatMap(ref -> caused(ref).stream()).map(archive::commit).toList();
  }

  /** See {@link io.stemma.Branch#at}. */
  Commit at(String repository, String branch) {
    String ref = RefNames.branch(repository, branch);
    return caused(ref)
        .or(() -> read(repository, branch))
        .or(() -> logged.state().ref(ref).flatMap(RefTarget::commit))
        .map(archive::commit)
        .orElseThrow(
            () ->
                new NotFoundException(
                    "repository "
                        + repository
                        + " had no branch "
                        + branch
                        + " at the time of operation "
                        + logged.operation().id()));
  }

  /** The commit that the operation brought about on a branch. */
  private Optional<Hash> caused(String ref) {
    FirstParents lines = new FirstParents(archive::object);
    return state
        .ref(ref)
        .flatMap(RefTarget::commit)
        .flatMap(head -> lines.causedBy(head, logged.operation().id(), since))
        .or(() -> moved(ref));
  }

  /** Where the operation itself moved a branch. */
  private Optional<Hash> moved(String ref) {
    return logged.operation().moves().stream()
        .filter(move -> move.ref().equals(ref))
        .findFirst()
        .flatMap(RefMove::to)
        .flatMap(RefTarget::commit);
  }

  /** The newest commit of a branch that results of the operation were computed from. */
  private Optional<Hash> read(String repository, String branch) {
    Optional<Hash> newest = Optional.empty();
    for (StoredPipeline pipeline : PipelineGraph.of(archive, state).order()) {
      Optional<CommitObject> results = caused(pipeline.ref()).map(archive::object);
      for (JobRecord.InputCommit input :
          results.flatMap(CommitObject::job).map(JobRecord::inputs).orElse(List.of())) {
        if (input.repository().equals(repository)
            && input.branch().equals(branch)
            && newest.filter(other -> isNewer(other, input.commit())).isEmpty()) {
          newest = Optional.of(input.commit());
        }
      }
    }
    return newest;
  }

  private boolean isNewer(Hash first, Hash second) {
    return archive.object(first).time().isAfter(archive.object(second).time());
  }
}
