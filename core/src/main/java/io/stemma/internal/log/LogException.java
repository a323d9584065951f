package io.stemma.internal.log;

/** The root of what the log reports; the engine turns it into the public exceptions. */
public abstract class LogException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Says what was wrong, where, and what to do. */
  protected LogException(String message) {
    super(message);
  }

  /** Says what was wrong, where, and what to do. */
  protected LogException(String message, Throwable cause) {
    super(message, cause);
  }
}
