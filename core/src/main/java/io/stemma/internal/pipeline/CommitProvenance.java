package io.stemma.internal.pipeline;

import io.stemma.Provenance;
import io.stemma.internal.base.Hash;
import io.stemma.internal.format.v1.CommitObject;
import io.stemma.internal.format.v1.JobRecord;
import io.stemma.internal.provenance.Edge;
import io.stemma.internal.provenance.ExportedProvenance;
import io.stemma.internal.provenance.GraphDraft;
import io.stemma.internal.provenance.QualifiedNames;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Optional;

/**
 * Finds what a commit was made from: the job that made it, the commits that this read, and so on,
 * near things first, back to the commits that no job made. For one thread, once.
 */
final class CommitProvenance {
  private final GraphDraft draft = new GraphDraft();
  private final ProvenanceNodes nodes;
  private final JobNodes jobs;
  private final ArrayDeque<Hash> left = new ArrayDeque<>();

  private CommitProvenance(PipelineArchive archive) {
    this.nodes = new ProvenanceNodes(archive, draft);
    this.jobs = new JobNodes(draft, nodes);
  }

  static Provenance of(PipelineArchive archive, Hash commit) {
    CommitProvenance provenance = new CommitProvenance(archive);
    provenance.reach(commit);
    while (!provenance.left.isEmpty()) {
      provenance.lookBehind(provenance.left.remove());
    }
    return new ExportedProvenance(
        provenance.draft.finish(archive.archive().id().toString(), provenance.nodes.title(commit)));
  }

  private void reach(Hash commit) {
    if (draft.add(nodes.commit(commit))) {
      left.add(commit);
    }
  }

  private void lookBehind(Hash commit) {
    String id = ProvenanceNodes.commitId(commit);
    CommitObject object = nodes.object(commit);
    if (!draft.hasRoomFor(JobNodes.OF_ONE_JOB, 2L * JobNodes.OF_ONE_JOB)) {
      draft.leaveOut(id, 1);
      return;
    }
    String activity =
        object.job().isPresent()
            ? jobs.addJob(commit, object.job().get())
            : nodes.addChange(commit);
    draft.add(Edge.generated(id, activity, Optional.of(object.time())));
    nodes.attribute(id, commit);
    object.job().ifPresent(job -> inputs(activity, job));
  }

  private void inputs(String activity, JobRecord job) {
    for (JobRecord.InputCommit input : job.inputs()) {
      String id = ProvenanceNodes.commitId(input.commit());
      if (!draft.has(id) && !draft.hasRoomFor(1, 1) || !draft.hasRoomFor(0, 1)) {
        draft.leaveOut(activity, 1);
      } else {
        reach(input.commit());
        draft.add(Edge.used(activity, id, Map.of(QualifiedNames.term("branch"), input.branch())));
      }
    }
  }
}
