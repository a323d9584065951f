package io.stemma;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * How the datums of a pipeline are run.
 *
 * @param tries how often a datum is tried before it fails
 * @param datumTimeout how long one try may take; empty for as long as it takes
 * @param jobTimeout how long a job may take; empty for as long as it takes
 * @param onFailure what a failed datum means for its job
 * @param parallelism how many datums run at once; 0 for as many as there are processors
 * @param everyJob whether every job runs every datum, as for the sake of what it does elsewhere
 * @param guard how many of the datums that a job has run are run once more, in fresh JVMs
 * @param unreproducible why the results cannot be computed again from what is stored; empty if they
 *     can
 */
public record PipelineOptions(
    int tries,
    Optional<Duration> datumTimeout,
    Optional<Duration> jobTimeout,
    OnFailure onFailure,
    int parallelism,
    boolean everyJob,
    int guard,
    Optional<String> unreproducible) {
  private static final int MAX_REASON = 1000;

  /** Three tries, no timeouts, a failed datum fails the job, and one datum for each processor. */
  public static final PipelineOptions DEFAULT =
      new PipelineOptions(
          3, Optional.empty(), Optional.empty(), OnFailure.FAIL, 0, false, 0, Optional.empty());

  /** What a failed datum means for its job. */
  public enum OnFailure {
    /** The job fails, and the branch is where it was. */
    FAIL,
    /** The output omits the datum, and the commit lists it as omitted. */
    OMIT
  }

  /**
   * Checks the values.
   *
   * @param tries how often a datum is tried before it fails
   * @param datumTimeout how long one try may take; empty for as long as it takes
   * @param jobTimeout how long a job may take; empty for as long as it takes
   * @param onFailure what a failed datum means for its job
   * @param parallelism how many datums run at once; 0 for as many as there are processors
   * @param everyJob whether every job runs every datum, as for the sake of what it does elsewhere
   * @param guard how many of the datums that a job has run are run once more, in fresh JVMs
   * @param unreproducible why the results cannot be computed again from what is stored; empty if
   *     they can
   */
  public PipelineOptions {
    if (tries < 1 || tries > 1000) {
      throw new IllegalArgumentException("a datum is tried 1 to 1000 times, not " + tries);
    }
    if (parallelism < 0 || parallelism > 1024) {
      throw new IllegalArgumentException("0 to 1024 datums run at once, not " + parallelism);
    }
    if (guard < 0) {
      throw new IllegalArgumentException("no fewer than 0 datums are run once more: " + guard);
    }
    checkTimeout(Objects.requireNonNull(datumTimeout, "datumTimeout"));
    checkTimeout(Objects.requireNonNull(jobTimeout, "jobTimeout"));
    Objects.requireNonNull(onFailure, "onFailure");
    Objects.requireNonNull(unreproducible, "unreproducible")
        .ifPresent(PipelineOptions::checkReason);
  }

  private static void checkReason(String reason) {
    if (reason.isBlank() || reason.length() > MAX_REASON) {
      throw new IllegalArgumentException(
          "say in 1 to " + MAX_REASON + " characters why results cannot be computed again");
    }
  }

  private static void checkTimeout(Optional<Duration> timeout) {
    if (timeout.isPresent() && (timeout.get().isNegative() || timeout.get().isZero())) {
      throw new IllegalArgumentException("a timeout is longer than nothing: " + timeout.get());
    }
  }

  /**
   * With another number of tries.
   *
   * @param number how often a datum is tried before it fails, 1 to 1000
   * @return these options, changed
   */
  public PipelineOptions withTries(int number) {
    return new PipelineOptions(
        number, datumTimeout, jobTimeout, onFailure, parallelism, everyJob, guard, unreproducible);
  }

  /**
   * With a time for each try of a datum. What takes longer is interrupted and counts as a failed
   * try.
   *
   * @param timeout how long
   * @return these options, changed
   */
  public PipelineOptions withDatumTimeout(Duration timeout) {
    Objects.requireNonNull(timeout, "timeout");
    return new PipelineOptions(
        tries,
        Optional.of(timeout),
        jobTimeout,
        onFailure,
        parallelism,
        everyJob,
        guard,
        unreproducible);
  }

  /**
   * With a time for each job. One that takes longer is cancelled.
   *
   * @param timeout how long
   * @return these options, changed
   */
  public PipelineOptions withJobTimeout(Duration timeout) {
    Objects.requireNonNull(timeout, "timeout");
    return new PipelineOptions(
        tries,
        datumTimeout,
        Optional.of(timeout),
        onFailure,
        parallelism,
        everyJob,
        guard,
        unreproducible);
  }

  /**
   * With another consequence of failures.
   *
   * @param consequence what a failed datum means for its job
   * @return these options, changed
   */
  public PipelineOptions onFailure(OnFailure consequence) {
    Objects.requireNonNull(consequence, "consequence");
    return new PipelineOptions(
        tries, datumTimeout, jobTimeout, consequence, parallelism, everyJob, guard, unreproducible);
  }

  /**
   * With another number of datums at once.
   *
   * @param datums how many, to 1024; 0 for as many as there are processors
   * @return these options, changed
   */
  public PipelineOptions withParallelism(int datums) {
    return new PipelineOptions(
        tries, datumTimeout, jobTimeout, onFailure, datums, everyJob, guard, unreproducible);
  }

  /**
   * With every datum run by every job, whatever was computed before.
   *
   * @return these options, changed
   */
  public PipelineOptions runningEveryJob() {
    return new PipelineOptions(
        tries, datumTimeout, jobTimeout, onFailure, parallelism, true, guard, unreproducible);
  }

  /**
   * With a guard: once a job has committed its results, some of the datums that it ran are run once
   * more by the stored code, each in a JVM that has run nothing yet. What comes of it is recorded
   * with the commit, for {@link Commit#verdicts()} and {@link Job#verdict()}; results that differ
   * stay, and the log warns of them. Nothing is done where the results are declared unreproducible.
   *
   * @param datums how many, spread over those that were run; 0 for no guard
   * @return these options, changed
   */
  public PipelineOptions withGuard(int datums) {
    return new PipelineOptions(
        tries, datumTimeout, jobTimeout, onFailure, parallelism, everyJob, datums, unreproducible);
  }

  /**
   * For a transformation whose results nobody can compute again from what is stored, such as one
   * that asks an instrument or counts in a static field. It is run although its code does what is
   * refused otherwise. Its results do not replace those that were computed without this
   * declaration.
   *
   * @param reason why, in words for readers of the results
   * @return these options, changed
   */
  public PipelineOptions unreproducible(String reason) {
    Objects.requireNonNull(reason, "reason");
    return new PipelineOptions(
        tries,
        datumTimeout,
        jobTimeout,
        onFailure,
        parallelism,
        everyJob,
        guard,
        Optional.of(reason));
  }
}
