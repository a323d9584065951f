package io.stemma;

import io.stemma.display.Displayed;
import io.stemma.execution.Executor;
import java.util.List;

/**
 * A transformation and its inputs, whose results are kept in a repository of the pipeline's name.
 * The definition is stored in the archive and versioned like everything else.
 *
 * <p>A job brings the results up to date: it runs those datums whose code, parameters or inputs are
 * not those of any datum that was finished before, by whatever pipeline of the archive, takes over
 * the results of all others, and drops the results of datums that are gone. Where two datums give
 * one file, the job fails and names both, unless {@link Transformation#merges} says that such files
 * are merged.
 */
public interface Pipeline extends Displayed {

  /**
   * The name, which is that of the repository with the results, too.
   *
   * @return the name
   */
  String name();

  /**
   * How it is defined now.
   *
   * @return the newest version of its definition
   * @throws NotFoundException if it was deleted
   */
  PipelineVersion definition();

  /**
   * How it was defined.
   *
   * @return all versions, newest first; prints as a table
   */
  List<PipelineVersion> history();

  /**
   * The results. What anybody else commits there, the next job takes away.
   *
   * @return the branch that jobs commit to
   */
  Branch output();

  /**
   * What a job would do now. Nothing is run.
   *
   * @return which datums would run, be reused and vanish, and why
   */
  Plan plan();

  /**
   * Brings the results up to date, and waits for it.
   *
   * @return the job, which has succeeded
   * @throws JobFailedException if it has not; the branch is where it was
   * @throws StemmaException if this thread was interrupted; the job is cancelled then
   */
  default Job run() {
    return awaited(start());
  }

  /**
   * Brings the results up to date, with datums that an executor runs elsewhere, and waits for it.
   *
   * @param executor runs the datums; stays the caller's
   * @return the job, which has succeeded
   * @throws JobFailedException if it has not; the branch is where it was
   * @throws StemmaException if this thread was interrupted; the job is cancelled then
   */
  default Job run(Executor executor) {
    return awaited(start(executor));
  }

  private static Job awaited(Job job) {
    job.await();
    if (job.state() == JobState.RUNNING) {
      job.cancel();
      throw new StemmaException(
          "the thread that waited for job "
              + job.id()
              + " was interrupted; the job is cancelled, and what it has finished is kept");
    } else if (job.state() != JobState.SUCCEEDED) {
      throw new JobFailedException(job);
    }
    return job;
  }

  /**
   * Begins to bring the results up to date.
   *
   * @return the job, which is running
   * @throws IllegalStateException if this pipeline is paused
   */
  Job start();

  /**
   * Begins to bring the results up to date, with datums that an executor runs elsewhere. The
   * results are those that {@link #start()} gives, and are remembered in the same way. The failure
   * of a datum is printed with the lines that were printed where it ran.
   *
   * @param executor runs the datums; stays the caller's, and must be open as long as the job runs
   * @return the job, which is running
   * @throws IllegalStateException if this pipeline is paused
   */
  Job start(Executor executor);

  /**
   * Defines a variant, to be run side by side with this pipeline: of other parameters or code, or
   * with other inputs, such as another branch of calibrations. Its results are on a branch of its
   * name. Where there is a variant of that name, this is its next version.
   *
   * <pre>{@code
   * te.variant("2024B", new Calibrate("te"), te.definition().input().branch("2024B")).run()
   * }</pre>
   *
   * @param variant its name, which is that of the branch for its results, too
   * @param transformation what computes
   * @param input what it reads
   * @return the variant
   * @throws AlreadyExistsException if there is a branch or tag of that name which is no variant's
   * @throws InvalidNameException if a name or pattern is outside its grammar
   * @throws IllegalArgumentException if the inputs do not fit together, lead back to the results of
   *     this pipeline, or if the transformation cannot be written down
   */
  Pipeline variant(String variant, Transformation transformation, Input input);

  /**
   * The variants.
   *
   * @return sorted by name; prints as a list
   */
  List<Pipeline> variants();

  /**
   * Lets the results at hand count as those of today's code, although its id is another, as where
   * another compiler compiled it. Some datums of the newest results are run by today's code with
   * the parameters of then, each in a JVM that has run nothing yet; only if every file is what it
   * was, the definition notes that both are equal: a new version, which says who accepted it. What
   * came of the datums is recorded with the results in any case.
   *
   * @param datums how many are compared at most, spread over all; at least 1
   * @return what came of them
   * @throws ReplayDifferenceException if a file is not what it was
   * @throws NotFoundException if there are no results, or the class of the transformation is
   *     missing
   * @throws IllegalArgumentException if the number is less than 1, or today's code does not take
   *     the parameters of then
   */
  Verdict acceptAsEqual(int datums);

  /**
   * Lets no job begin any more, until {@link #resume}: a new version of its definition, which says
   * who paused it, and when. Jobs that run go on, but cannot commit.
   */
  void pause();

  /** Takes {@link #pause} back. What has changed meanwhile is what the next job runs. */
  void resume();

  /** One line: name, transformation and inputs. */
  @Override
  String toString();
}
