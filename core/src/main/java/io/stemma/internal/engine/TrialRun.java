package io.stemma.internal.engine;

import io.stemma.Commit;
import io.stemma.DatumReport;
import io.stemma.DatumState;
import io.stemma.Diff;
import io.stemma.Entry;
import io.stemma.Input;
import io.stemma.InvalidNameException;
import io.stemma.Job;
import io.stemma.PipelineOptions;
import io.stemma.Transformation;
import io.stemma.Trial;
import io.stemma.internal.chunks.WriteSession;
import io.stemma.internal.commit.FileTree;
import io.stemma.internal.commit.StagedTree;
import io.stemma.internal.path.TreePath;
import io.stemma.internal.pipeline.Pipelines;
import io.stemma.internal.table.PrintedList;
import io.stemma.internal.tree.Tree;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A job over a few datums in a copy of the archive that lives in memory: all that a job does is
 * done there, and the archive does not notice.
 */
final class TrialRun implements Trial {
  private static final List<String> COLUMNS = List.of("datum", "state", "tries>", "ms>", "failure");

  private final OpenArchive scratch;
  private final Job job;

  private TrialRun(OpenArchive scratch, Job job) {
    this.scratch = scratch;
    this.job = job;
  }

  /** Runs a transformation over the first datums of an input. */
  static TrialRun of(OpenArchive archive, Transformation transformation, Input input, int datums) {
    OpenArchive scratch = ScratchStore.open(archive);
    PipelineOptions once =
        PipelineOptions.DEFAULT.withTries(1).onFailure(PipelineOptions.OnFailure.OMIT);
    boolean done = false;
    try {
      Job job =
          new Pipelines(new PipelineEngine(scratch))
              .trial(name(scratch), transformation, input, once, datums);
      done = true;
      return new TrialRun(scratch, job);
    } finally {
      if (!done) {
        scratch.close();
      }
    }
  }

  private static String name(OpenArchive scratch) {
    String name = "trial";
    for (int i = 2; scratch.refs().get(name).isPresent(); i++) {
      name = "trial-" + i;
    }
    return name;
  }

  private static List<DatumReport> table(String title, List<DatumReport> reports) {
    return new PrintedList<>(
        reports,
        title,
        COLUMNS,
        each ->
            List.of(
                each.name(),
                each.state().toString(),
                "" + each.tries(),
                "" + each.time().toMillis(),
                each.failure().map(String::valueOf).orElse("")));
  }

  @Override
  public List<DatumReport> datums() {
    return table("datums", job.datums());
  }

  @Override
  public List<DatumReport> failures() {
    return table(
        "failures",
        job.datums().stream().filter(each -> each.state() == DatumState.FAILED).toList());
  }

  @Override
  public Commit commit() {
    return job.commit();
  }

  @Override
  public Diff changesSince(Commit older) {
    Objects.requireNonNull(older, "older");
    if (!(older instanceof StoredCommit stored) || !stored.archive().id().equals(scratch.id())) {
      throw new InvalidNameException(
          "commit " + older.id().abbreviated() + " belongs to another archive");
    }
    FileTree all = new FileTree(scratch.engine.chunks, stored.object().root());
    try (WriteSession session = scratch.engine.newSession()) {
      StagedTree some = new StagedTree(session, Tree.EMPTY_ROOT);
      for (DatumReport datum : job.datums()) {
        TreePath path = TreePath.of(datum.name());
        if (all.item(path).isPresent()) {
          some.copy(all, path, path);
        }
      }
      StoredCommit made = scratch.referred(Operations.hash(job.commit().id()));
      return new StoredDiff(older, some.files(), made, TreePath.ROOT);
    }
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("trial  ").append(job.progress());
    try (Stream<Entry> files = commit().walk("/")) {
      files.limit(20).forEach(file -> text.append("\n  ").append(file));
    }
    failures().forEach(each -> text.append("\n  ").append(each));
    return text.toString();
  }
}
