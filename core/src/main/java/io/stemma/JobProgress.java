package io.stemma;

/**
 * How far a job is.
 *
 * @param datums how many datums there are
 * @param reused how many of them keep, or get, results that were computed before
 * @param finished how many were run, and their results are durable
 * @param recovered how many failed and were taken care of by the transformation
 * @param failed how many failed
 * @param running how many are being run
 */
public record JobProgress(
    long datums, long reused, long finished, long recovered, long failed, long running) {

  /** One line. */
  @Override
  public String toString() {
    return Sizes.count(datums, "datum")
        + ": "
        + reused
        + " reused, "
        + finished
        + " finished"
        + (recovered == 0 ? "" : ", " + recovered + " recovered")
        + (failed == 0 ? "" : ", " + failed + " failed")
        + (running == 0 ? "" : ", " + running + " running");
  }
}
