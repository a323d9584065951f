package io.stemma.internal.log;

/** What is known of an operation whose outcome was unknown. */
public enum CommitOutcome {
  /** It is in the log. */
  COMMITTED,
  /** It is not in the log and never will be. */
  NOT_COMMITTED,
  /** Nobody knows yet. */
  UNKNOWN
}
