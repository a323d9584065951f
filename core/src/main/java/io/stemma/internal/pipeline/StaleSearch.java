package io.stemma.internal.pipeline;

import io.stemma.Commit;
import io.stemma.CommitId;
import io.stemma.Input;
import io.stemma.StaleResults;
import io.stemma.StaleResults.Cause;
import io.stemma.StaleResults.Reason;
import io.stemma.StemmaException;
import io.stemma.internal.base.Hash;
import io.stemma.internal.datum.DatumInputs;
import io.stemma.internal.format.v1.CommitObject;
import io.stemma.internal.format.v1.JobRecord;
import io.stemma.internal.format.v1.RefTarget;
import io.stemma.internal.path.RefNames;
import io.stemma.internal.table.PrintedList;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Which results are stale in one state, and why. For one thread. */
final class StaleSearch {
  /** So many commits of an input are counted. */
  private static final int COUNTED = 1_000;

  private final PipelineArchive archive;
  private final PipelineArchive.State state;

  /** Branches whose results are stale. */
  private final Set<String> stale = new HashSet<>();

  StaleSearch(PipelineArchive archive) {
    this.archive = archive;
    this.state = archive.state();
  }

  /** All that are stale, each after those that it reads. */
  List<StaleResults> all() {
    List<StaleResults> found = new ArrayList<>();
    PipelineGraph graph = PipelineGraph.of(archive, state);
    for (StoredPipeline pipeline : graph.order()) {
      List<Reason> reasons = reasons(pipeline, graph.reads(pipeline));
      if (!reasons.isEmpty()) {
        stale.add(pipeline.node());
        found.add(
            new StaleResults(
                pipeline.name(),
                pipeline.branch(),
                pipeline.head(state).map(archive::commit),
                reasons,
                pipeline.isPaused(state)));
      }
    }
    return PrintedList.inRows(
        "stale results", List.of("output", "commit", "why", "message"), found, StaleSearch::rows);
  }

  /** A row for each reason. */
  private static List<List<String>> rows(StaleResults stale) {
    List<List<String>> rows = new ArrayList<>();
    String name = stale.pipeline() + "/" + stale.branch() + (stale.paused() ? " (paused)" : "");
    String commit = stale.commit().map(Commit::id).map(CommitId::abbreviated).orElse("");
    for (Reason reason : stale.reasons()) {
      boolean isFirst = rows.isEmpty();
      rows.add(
          List.of(isFirst ? name : "", isFirst ? commit : "", reason.text(), reason.message()));
    }
    return rows;
  }

  private List<Reason> reasons(StoredPipeline pipeline, List<String> reads) {
    List<Reason> reasons = new ArrayList<>();
    Optional<JobRecord> made = pipeline.record(state);
    if (made.isEmpty()) {
      reasons.add(withoutJob(pipeline));
    } else {
      JobRecord job = made.get();
      Hash newest = pipeline.version(state);
      if (!job.definition().equals(newest)) {
        reasons.add(redefined(job.definition(), newest));
      }
      code(pipeline, job).ifPresent(reasons::add);
      reasons.addAll(inputs(job));
      if (job.failed() > 0) {
        reasons.add(
            new Reason(
                Cause.OMITTED,
                job.failed() == 1
                    ? "1 datum has failed and was left out"
                    : String.format(
                        Locale.ROOT, "%,d datums have failed and were left out", job.failed()),
                ""));
      }
    }
    reads.stream()
        .filter(stale::contains)
        .forEach(read -> reasons.add(new Reason(Cause.UPSTREAM, read + " is stale", "")));
    return reasons;
  }

  private Reason withoutJob(StoredPipeline pipeline) {
    Optional<CommitObject> head = pipeline.head(state).map(archive::object);
    if (head.isEmpty() || head.get().parents().isEmpty()) {
      return new Reason(Cause.NO_RESULTS, "it has not run yet", "");
    }
    return new Reason(
        Cause.CHANGED_BY_HAND,
        "the newest commit is no job's, but by " + head.get().author(),
        line(head.get()));
  }

  private Reason redefined(Hash before, Hash now) {
    long made = Definition.of(archive, before).number();
    long defined = Definition.of(archive, now).number();
    return new Reason(
        Cause.DEFINITION,
        made == defined
            ? "the pipeline was defined anew"
            : "version " + defined + " is defined, and the results are of version " + made,
        "");
  }

  /** Nothing where this program does not have the class: then nobody here can say. */
  private Optional<Reason> code(StoredPipeline pipeline, JobRecord job) {
    String here;
    try {
      here = pipeline.code(state);
    } catch (StemmaException | IllegalArgumentException | LinkageError e) {
      return Optional.empty();
    }
    return here.equals(job.code())
        ? Optional.empty()
        : Optional.of(
            new Reason(
                Cause.CODE,
                "code " + abbreviated(here) + " is here, results are of " + abbreviated(job.code()),
                ""));
  }

  private List<Reason> inputs(JobRecord job) {
    Definition definition = Definition.of(archive, job.definition());
    List<Input.Selection> selections = DatumInputs.of(definition.input()).selections();
    List<Reason> reasons = new ArrayList<>();
    for (int i = 0; i < job.inputs().size(); i++) {
      JobRecord.InputCommit read = job.inputs().get(i);
      if (i < selections.size() && selections.get(i).commit().isEmpty()) {
        moved(read).filter(reason -> !reasons.contains(reason)).ifPresent(reasons::add);
      }
    }
    return reasons;
  }

  private Optional<Reason> moved(JobRecord.InputCommit read) {
    String branch = read.repository() + "/" + read.branch();
    Optional<RefTarget> now = state.ref(RefNames.branch(read.repository(), read.branch()));
    if (now.isEmpty()) {
      return Optional.of(new Reason(Cause.INPUT, branch + " is gone", ""));
    } else if (now.get().root().equals(Optional.of(read.root()))) {
      return Optional.empty();
    }
    Hash head = now.get().commit().orElseThrow();
    CommitObject newest = archive.object(head);
    return Optional.of(
        new Reason(
            Cause.INPUT,
            branch + since(head, read.commit()) + ", the last by " + newest.author(),
            line(newest)));
  }

  /** How many commits there are along first parents, where the older one is among them. */
  private String since(Hash head, Hash older) {
    Hash at = head;
    for (int count = 0; count <= COUNTED; count++) {
      if (at.equals(older)) {
        return ": " + count + " newer";
      }
      List<Hash> parents = archive.object(at).parents();
      if (parents.isEmpty()) {
        break;
      }
      at = parents.get(0);
    }
    return ": another commit";
  }

  private static String abbreviated(String id) {
    return id.substring(0, Math.min(12, id.length()));
  }

  private static String line(CommitObject commit) {
    return commit.message().lines().findFirst().orElse("");
  }
}
