package io.stemma.internal.pipeline;

import io.stemma.Commit;
import io.stemma.Derivation;
import io.stemma.Downstream;
import io.stemma.Input;
import io.stemma.Job;
import io.stemma.JobFailedException;
import io.stemma.JobState;
import io.stemma.NotFoundException;
import io.stemma.OperationId;
import io.stemma.Pipeline;
import io.stemma.PipelineOptions;
import io.stemma.Provenance;
import io.stemma.RecordedCode;
import io.stemma.StaleResults;
import io.stemma.StemmaException;
import io.stemma.Subscription;
import io.stemma.Transformation;
import io.stemma.internal.base.Hash;
import io.stemma.internal.commit.FileTree;
import io.stemma.internal.path.RefNames;
import io.stemma.internal.path.TreePath;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The pipelines of an archive: defined, found, listed. */
public final class Pipelines {
  private final PipelineArchive archive;

  /** The pipelines of an archive. */
  public Pipelines(PipelineArchive archive) {
    this.archive = archive;
  }

  /** See {@link io.stemma.Archive#definePipeline}. */
  public Pipeline define(
      String name, Transformation transformation, Input input, PipelineOptions options) {
    new Definitions(archive).define(name, "main", transformation, input, options);
    return new StoredPipeline(archive, name);
  }

  /**
   * Runs the first datums of an input, and commits what they give under a name.
   *
   * @return the job, which has ended
   */
  public Job trial(
      String name,
      Transformation transformation,
      Input input,
      PipelineOptions options,
      int datums) {
    Pipeline unused = define(name, transformation, input, options);
    Job job = new StoredPipeline(archive, name).start(datums);
    job.await();
    if (job.state() == JobState.RUNNING) {
      job.cancel();
      throw new StemmaException("the thread was interrupted; the trial is given up");
    } else if (job.state() != JobState.SUCCEEDED) {
      throw new JobFailedException(job);
    }
    return job;
  }

  /**
   * See {@link io.stemma.Archive#pipeline}.
   *
   * @throws NotFoundException if there is none of that name
   */
  public Pipeline open(String name) {
    RefNames.check("pipeline", name);
    PipelineArchive.State state = archive.state();
    if (state.ref(RefNames.pipeline(name)).isEmpty()) {
      throw new NotFoundException(
          "there is no pipeline " + name + "; there are " + names(state) + ", or define it");
    }
    return new StoredPipeline(archive, name);
  }

  static List<String> names(PipelineArchive.State state) {
    return state.below("").keySet().stream()
        .filter(
            ref -> ref.equals(RefNames.pipeline(ref.substring(0, Math.max(0, ref.indexOf('/'))))))
        .map(ref -> ref.substring(0, ref.indexOf('/')))
        .toList();
  }

  /** See {@link io.stemma.Archive#deletePipeline}. */
  public void delete(String name, boolean keepResults) {
    new Definitions(archive)
        .delete(
            name,
            keepResults
                ? Optional.empty()
                : Optional.of((draft, batch) -> archive.deleteRepository(draft, batch, name)));
  }

  /** See {@link io.stemma.Archive#update}. */
  public List<Job> update() {
    List<Job> jobs = new ArrayList<>();
    new Updates(archive, jobs::add).round();
    return archive.printed("jobs", jobs);
  }

  /** See {@link io.stemma.Archive#subscribe}. */
  public Subscription subscribe(Duration every, Consumer<Job> listener) {
    return new RunningSubscription(archive, every, listener).begin();
  }

  /** See {@link io.stemma.Archive#awaitResults}. */
  public List<Commit> awaitResults(Commit commit, Duration patience) {
    return new AwaitedResults(archive, commit).await(patience);
  }

  /** See {@link io.stemma.Archive#causedBy}. */
  public List<Commit> causedBy(OperationId operation) {
    return archive.printed(
        "commits that " + operation + " brought about",
        Consequences.of(archive, operation.value()).commits());
  }

  /** See {@link io.stemma.Branch#at}. */
  public Commit at(String repository, String branch, OperationId operation) {
    return Consequences.of(archive, operation.value()).at(repository, branch);
  }

  /** See {@link io.stemma.Archive#stale}. */
  public List<StaleResults> stale() {
    return new StaleSearch(archive).all();
  }

  /**
   * See {@link io.stemma.Archive#downstream}.
   *
   * @throws NotFoundException if there is nothing of the repository
   */
  public Downstream downstream(String repository, TreePath path) {
    AskedFiles asked = new AskedFiles(repository, path, Optional.empty());
    return StoredDownstream.of(archive, asked, Optional.empty(), false);
  }

  /** See {@link Commit#downstream}. */
  public Downstream downstream(Commit commit, FileTree files, TreePath path) {
    AskedFiles asked = new AskedFiles(commit.repository(), path, Optional.of(files));
    return StoredDownstream.of(archive, asked, Optional.of(commit.id()), false);
  }

  /** See {@link Commit#derivation}. */
  public Derivation derivation(Hash commit, TreePath path) {
    return new StoredDerivation(archive, commit, path);
  }

  /** See {@link Commit#code}. */
  public Optional<RecordedCode> code(Hash commit) {
    return archive
        .object(commit)
        .job()
        .flatMap(
            job ->
                job.bundle()
                    .map(bundle -> new KeptCode(archive, job.code(), bundle, job.accepted())));
  }

  /** See {@link Commit#provenance}. */
  public Provenance provenance(Hash commit) {
    return CommitProvenance.of(archive, commit);
  }

  /** See {@link io.stemma.Archive#pipelines}. */
  public List<Pipeline> all() {
    List<Pipeline> found = new ArrayList<>();
    names(archive.state()).forEach(name -> found.add(new StoredPipeline(archive, name)));
    return archive.printed("pipelines", found);
  }
}
