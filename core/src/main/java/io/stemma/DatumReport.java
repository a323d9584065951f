package io.stemma;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * How a datum fared in a job.
 *
 * @param name the datum
 * @param state what became of it
 * @param tries how often it was tried in this job
 * @param time how long its last try took
 * @param files how many files it gave in this job
 * @param bytes how many bytes these have
 * @param failure why it failed at last, if it did
 */
public record DatumReport(
    String name,
    DatumState state,
    int tries,
    Duration time,
    long files,
    long bytes,
    Optional<Throwable> failure) {

  /**
   * Refuses null.
   *
   * @param name the datum
   * @param state what became of it
   * @param tries how often it was tried in this job
   * @param time how long its last try took
   * @param files how many files it gave in this job
   * @param bytes how many bytes these have
   * @param failure why it failed at last, if it did
   */
  public DatumReport {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(time, "time");
    Objects.requireNonNull(failure, "failure");
  }

  /** One line. */
  @Override
  public String toString() {
    return name
        + "  "
        + state
        + (tries > 1 ? ", tries: " + tries : "")
        + (tries > 0 ? ", " + time.toMillis() + " ms" : "")
        + (files > 0 ? ", " + Sizes.count(files, "file") + ", " + Sizes.exact(bytes) : "")
        + failure.map(cause -> "  " + cause).orElse("");
  }
}
