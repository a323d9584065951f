package io.stemma;

/** What became of a datum in a job. */
public enum DatumState {
  /** It has not begun. */
  WAITING,
  /** It is being run. */
  RUNNING,
  /** It was run; its result is durable, and is not computed again. */
  FINISHED,
  /** Its result was computed before. */
  REUSED,
  /** It failed, and the transformation took care of it: no outputs, and no failure of the job. */
  RECOVERED,
  /** It failed as often as it was tried. */
  FAILED,
  /** The job ended before. */
  CANCELLED
}
