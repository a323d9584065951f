package io.stemma;

/** Where a job is. */
public enum JobState {
  /** Datums are being run, or the results committed. */
  RUNNING,
  /** The results are committed. */
  SUCCEEDED,
  /** A datum failed, or the results could not be committed; the branch is where it was. */
  FAILED,
  /** Somebody cancelled it, or it took too long; the branch is where it was. */
  CANCELLED,
  /** It never began, as what it would read could not be brought up to date. */
  UNRUNNABLE
}
