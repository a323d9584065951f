package io.stemma.internal.log;

/** The operation is certainly not in the log: the store failed, or others were always first. */
public final class CommitFailedException extends LogException {
  private static final long serialVersionUID = 1L;

  /** Says why. */
  CommitFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
