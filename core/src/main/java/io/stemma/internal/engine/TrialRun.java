package io.stemma.internal.engine;

import io.stemma.Commit;
import io.stemma.DatumReport;
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
import io.stemma.internal.table.Outline;
import io.stemma.internal.tree.Tree;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A job over a few datums in a copy of the archive that lives in memory: all that a job does is
 * done there, and the archive does not notice.
 */
final class TrialRun implements Trial {
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

  @Override
  public List<DatumReport> datums() {
    return job.datums();
  }

  @Override
  public List<DatumReport> failures() {
    return job.failures();
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

  private Outline outline() {
    Outline outline = Outline.of("trial", job.progress().toString());
    try (Stream<Entry> files = commit().walk("/")) {
      files.limit(20).forEach(file -> outline.line(file.toString()));
    }
    failures().forEach(each -> outline.line(each.toString()));
    return outline;
  }

  @Override
  public String toString() {
    return outline().toString();
  }

  @Override
  public String html() {
    return outline().html();
  }
}
