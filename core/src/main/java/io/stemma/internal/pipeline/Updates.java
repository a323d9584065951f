package io.stemma.internal.pipeline;

import io.stemma.Job;
import io.stemma.JobState;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Brings pipelines up to date, round by round. What failed in one round is not tried again in the
 * next, nor what depends on it, until something has changed for it. Used by one thread.
 */
final class Updates {
  /** How long a job that is cancelled may take to end. */
  private static final Duration ENDS = Duration.ofSeconds(10);

  private final PipelineArchive archive;
  private final Consumer<Job> listener;
  private final Map<String, Failed> failed = new HashMap<>();

  /** With what, and to what, pipelines were brought up to date. */
  private final Map<String, String> settled = new HashMap<>();

  /**
   * A pipeline that is not up to date.
   *
   * @param attempt what it was tried with
   * @param culprit whose fault it is
   */
  private record Failed(String attempt, String culprit) {}

  /**
   * Begins.
   *
   * @param listener is told of every job that has ended
   */
  Updates(PipelineArchive archive, Consumer<Job> listener) {
    this.archive = archive;
    this.listener = listener;
  }

  /** Runs every pipeline that is not up to date, each after those that it reads. */
  void round() {
    PipelineGraph graph = PipelineGraph.of(archive, archive.state());
    for (StoredPipeline pipeline : graph.order()) {
      if (Thread.currentThread().isInterrupted()) {
        return;
      }
      graph.reads(pipeline).stream()
          .flatMap(read -> Optional.ofNullable(failed.get(read)).stream())
          .findFirst()
          .ifPresentOrElse(below -> block(pipeline, below.culprit()), () -> run(pipeline));
    }
  }

  private void block(StoredPipeline pipeline, String culprit) {
    Failed now = new Failed("", culprit);
    if (!now.equals(failed.put(pipeline.node(), now))) {
      String why =
          "pipeline " + culprit + " failed, and " + pipeline.shown() + " depends on its results";
      pipeline.unrunnableIfThere(why).ifPresent(listener);
    }
  }

  private void run(StoredPipeline pipeline) {
    PipelineArchive.State state = archive.state();
    String node = pipeline.node();
    String attempt = "";
    Job job;
    try {
      if (pipeline.isPaused(state)) {
        failed.remove(node);
        return;
      }
      Standing standing = pipeline.standing(state);
      attempt = standing.attempt();
      if (!standing.isDue(archive) || at(pipeline, state, attempt).equals(settled.get(node))) {
        failed.remove(node);
        return;
      } else if (new Failed(attempt, pipeline.shown()).equals(failed.get(node))) {
        return;
      }
      job = pipeline.start();
    } catch (RuntimeException | LinkageError e) {
      fail(pipeline, attempt + " " + e, pipeline.unrunnableIfThere(String.valueOf(e.getMessage())));
      return;
    }
    job.await();
    if (job.state() == JobState.RUNNING) {
      giveUp(job);
    }
    if (job.state() != JobState.SUCCEEDED) {
      fail(pipeline, attempt, Optional.of(job));
    } else {
      failed.remove(node);
      settled.put(node, at(pipeline, archive.state(), attempt));
      listener.accept(job);
    }
  }

  /** The thread was interrupted: so is the job. */
  private static void giveUp(Job job) {
    job.cancel();
    boolean interrupted = Thread.interrupted();
    boolean unused = job.await(ENDS);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** What a job was tried with, and the results that there are. */
  private static String at(StoredPipeline pipeline, PipelineArchive.State state, String attempt) {
    return attempt + " " + pipeline.head(state);
  }

  private void fail(StoredPipeline pipeline, String attempt, Optional<Job> job) {
    Failed now = new Failed(attempt, pipeline.shown());
    if (!now.equals(failed.put(pipeline.node(), now))) {
      job.ifPresent(listener);
    }
  }
}
