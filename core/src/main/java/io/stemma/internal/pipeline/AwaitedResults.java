package io.stemma.internal.pipeline;

import io.stemma.Commit;
import io.stemma.Input;
import io.stemma.Job;
import io.stemma.JobFailedException;
import io.stemma.NotFoundException;
import io.stemma.StemmaException;
import io.stemma.internal.base.Hash;
import io.stemma.internal.datum.DatumInputs;
import io.stemma.internal.format.v1.JobRecord;
import io.stemma.internal.format.v1.RefTarget;
import io.stemma.internal.path.RefNames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The results that follow from a commit: waits until pipelines have taken it in. */
final class AwaitedResults {
  /** How often entries of other processes are looked for. */
  private static final Duration LOOK = Duration.ofSeconds(1);

  private final PipelineArchive archive;
  private final Commit commit;
  private final Hash id;

  AwaitedResults(PipelineArchive archive, Commit commit) {
    this.archive = archive;
    this.commit = commit;
    this.id = Hash.parse(commit.id().value());
  }

  /** See {@link io.stemma.Archive#awaitResults}. */
  List<Commit> await(Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    while (true) {
      PipelineArchive.State state = archive.state();
      Round round = new Round(state);
      List<StoredPipeline> missing = round.missing();
      if (missing.isEmpty()) {
        return archive.printed(
            "results of " + commit.id().abbreviated(),
            round.concerned.stream()
                .map(pipeline -> archive.commit(pipeline.head(state).orElseThrow()))
                .toList());
      }
      checkFailures(missing);
      long left = end - System.nanoTime();
      if (left <= 0 || !await(state, Math.min(left, LOOK.toNanos()))) {
        throw new StemmaException(
            "results that follow from commit "
                + commit.id().abbreviated()
                + " of "
                + commit.repository()
                + " are missing: "
                + String.join("; ", missing.stream().map(each -> why(each, state)).toList()));
      }
    }
  }

  private boolean await(PipelineArchive.State state, long nanos) {
    try {
      archive.awaitEntry(state.sequence(), Duration.ofNanos(nanos));
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void checkFailures(List<StoredPipeline> missing) {
    for (StoredPipeline pipeline : missing) {
      Job failed = archive.failures().get(pipeline.ref());
      if (failed != null && !failed.started().isBefore(commit.time())) {
        throw new JobFailedException(failed);
      }
    }
  }

  private static String why(StoredPipeline pipeline, PipelineArchive.State state) {
    String why =
        pipeline.isPaused(state)
            ? "is paused"
            : "was not run since; does anybody run archive.update() or hold a subscription?";
    return "pipeline " + pipeline.shown() + " " + why;
  }

  /** A look at one state. */
  private final class Round {
    private final PipelineArchive.State state;
    private final Set<String> sources = new HashSet<>();
    private final List<StoredPipeline> concerned = new ArrayList<>();
    private final Set<String> nodes = new HashSet<>();
    private final Map<Hash, Boolean> known = new HashMap<>();

    Round(PipelineArchive.State state) {
      this.state = state;
      String branches = RefNames.branches(commit.repository());
      for (Map.Entry<String, RefTarget> ref : state.below(branches).entrySet()) {
        if (ref.getValue().commit().filter(head -> archive.descends(head, id)).isPresent()) {
          sources.add(commit.repository() + "/" + ref.getKey().substring(branches.length()));
        }
      }
      if (sources.isEmpty()) {
        throw new NotFoundException(
            "commit "
                + commit.id().abbreviated()
                + " is on no branch of "
                + commit.repository()
                + ", so nothing is computed from it");
      }
      for (StoredPipeline pipeline : PipelineGraph.of(archive, state).order()) {
        if (pipeline.selections(state).stream().anyMatch(this::leads)) {
          concerned.add(pipeline);
          nodes.add(pipeline.node());
        }
      }
    }

    /** Whether something that is awaited comes over an input. */
    private boolean leads(Input.Selection selection) {
      String read = selection.repository() + "/" + selection.branch();
      return selection.commit().isEmpty()
          && !selection.isQuiet()
          && selection.trigger().isEmpty()
          && (sources.contains(read) || nodes.contains(read));
    }

    List<StoredPipeline> missing() {
      return concerned.stream()
          .filter(pipeline -> pipeline.head(state).filter(this::holds).isEmpty())
          .toList();
    }

    /** Whether results were computed from the commit or from later ones of its branches. */
    private boolean holds(Hash results) {
      Boolean before = known.get(results);
      if (before == null) {
        before = archive.object(results).job().filter(this::isComputedFrom).isPresent();
        known.put(results, before);
      }
      return before;
    }

    private boolean isComputedFrom(JobRecord record) {
      Definition definition = Definition.of(archive, record.definition());
      List<Input.Selection> selections = DatumInputs.of(definition.input()).selections();
      boolean any = false;
      for (int i = 0; i < selections.size(); i++) {
        if (leads(selections.get(i))) {
          JobRecord.InputCommit read = record.inputs().get(i);
          any = true;
          if (!holds(read)) {
            return false;
          }
        }
      }
      return any;
    }

    private boolean holds(JobRecord.InputCommit read) {
      boolean isSource = sources.contains(read.repository() + "/" + read.branch());
      return isSource ? archive.descends(read.commit(), id) : holds(read.commit());
    }
  }
}
