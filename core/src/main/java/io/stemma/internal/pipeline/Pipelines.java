package io.stemma.internal.pipeline;

import io.stemma.Input;
import io.stemma.Job;
import io.stemma.JobFailedException;
import io.stemma.JobState;
import io.stemma.NotFoundException;
import io.stemma.Pipeline;
import io.stemma.PipelineOptions;
import io.stemma.StemmaException;
import io.stemma.Transformation;
import io.stemma.internal.path.RefNames;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

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
    PipelineArchive.State state = archive.state();
    Map<String, StoredPipeline> open = new TreeMap<>();
    for (String name : names(state)) {
      StoredPipeline.withVariants(archive, state, name)
          .forEach(pipeline -> open.put(pipeline.node(), pipeline));
    }
    Map<String, List<String>> reads = new HashMap<>();
    open.forEach((node, pipeline) -> reads.put(node, pipeline.reads(state)));
    Map<String, String> culprits = new HashMap<>();
    List<Job> jobs = new ArrayList<>();
    while (!open.isEmpty() && !Thread.currentThread().isInterrupted()) {
      String next = ready(open.keySet(), reads);
      StoredPipeline pipeline = Objects.requireNonNull(open.remove(next));
      Optional<String> culprit =
          reads.getOrDefault(next, List.of()).stream()
              .flatMap(read -> Optional.ofNullable(culprits.get(read)).stream())
              .findFirst();
      Optional<Job> job =
          culprit.isPresent()
              ? Optional.of(pipeline.unrunnable(blame(culprit.get(), pipeline)))
              : run(pipeline);
      job.ifPresent(jobs::add);
      if (job.isPresent() && job.get().state() != JobState.SUCCEEDED) {
        culprits.put(next, culprit.orElse(pipeline.shown()));
      }
    }
    return archive.printed("jobs", jobs);
  }

  private static String blame(String culprit, StoredPipeline pipeline) {
    return "pipeline " + culprit + " failed, and " + pipeline.shown() + " depends on its results";
  }

  /** The first of some pipelines that reads none of the others; if there is none, the first. */
  private String ready(Set<String> open, Map<String, List<String>> reads) {
    return open.stream()
        .filter(name -> reads.getOrDefault(name, List.of()).stream().noneMatch(open::contains))
        .findFirst()
        .orElseGet(() -> open.iterator().next());
  }

  /** Runs a pipeline if its results are not up to date. */
  private Optional<Job> run(StoredPipeline pipeline) {
    Job job;
    try {
      if (!pipeline.isDue(archive.state())) {
        return Optional.empty();
      }
      job = pipeline.start();
    } catch (RuntimeException | LinkageError e) {
      return pipeline.unrunnableIfThere(String.valueOf(e.getMessage()));
    }
    job.await();
    if (job.state() == JobState.RUNNING) {
      job.cancel(); // The thread was interrupted.
    }
    return Optional.of(job);
  }

  /** See {@link io.stemma.Archive#pipelines}. */
  public List<Pipeline> all() {
    List<Pipeline> found = new ArrayList<>();
    names(archive.state()).forEach(name -> found.add(new StoredPipeline(archive, name)));
    return archive.printed("pipelines", found);
  }
}
