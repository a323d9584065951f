package io.stemma;

import io.stemma.display.Displayed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One run of a pipeline at the heads that its inputs had when it began. Safe for use by any number
 * of threads.
 */
public interface Job extends Displayed {

  /**
   * The identity, which the commit of its results names.
   *
   * @return 32 hexadecimal digits
   */
  String id();

  /**
   * What is run.
   *
   * @return the version of the pipeline
   */
  PipelineVersion pipeline();

  /**
   * When it began.
   *
   * @return the time
   */
  Instant started();

  /**
   * Where it is.
   *
   * @return the state now
   */
  JobState state();

  /**
   * How far it is.
   *
   * @return numbers of datums
   */
  JobProgress progress();

  /**
   * The datums that are not reused.
   *
   * @return how each of them fares, in the order of their names
   */
  List<DatumReport> datums();

  /**
   * The datums that failed.
   *
   * @return their reports, in the order of their names
   */
  default List<DatumReport> failures() {
    return datums().stream().filter(each -> each.state() == DatumState.FAILED).toList();
  }

  /**
   * Why the job as a whole failed, where it was not for its datums: outputs of two datums that
   * clash, or could not be {@linkplain Transformation#merge merged}, a store that failed.
   *
   * @return the reason, if there is one
   */
  Optional<Throwable> failure();

  /** Waits for the end. An interrupt ends the waiting, with the flag set, and not the job. */
  void await();

  /**
   * Waits for the end, but not for ever.
   *
   * @param patience how long
   * @return whether it has ended
   */
  boolean await(Duration patience);

  /**
   * Ends it as soon as possible: interrupts the datums that are being run, or what {@linkplain
   * Transformation#merge merges} their files, and begins no others. What is finished stays
   * finished, and will not be run again by the next job. If the results are committed already, and
   * datums are being run once more by the {@linkplain PipelineOptions#withGuard guard}, that is
   * given up, and the job has succeeded.
   */
  void cancel();

  /**
   * The results.
   *
   * @return the commit that was made; if the results are as they were, the one that holds them
   * @throws IllegalStateException if the job has not succeeded
   */
  Commit commit();

  /**
   * What came of running some of its datums once more, where the pipeline has a {@linkplain
   * PipelineOptions#withGuard guard}.
   *
   * @return what is recorded with the commit; empty until the job has ended, if it ran no datum,
   *     where nothing is run once more, or that could not be done
   */
  Optional<Verdict> verdict();

  /** One line: pipeline, state and numbers of datums; failures below it. */
  @Override
  String toString();
}
