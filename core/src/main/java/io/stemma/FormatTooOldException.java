package io.stemma;

/** A stored object is in a format so old that this Stemma no longer reads it. */
public final class FormatTooOldException extends DamageException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param object key of the object
   * @param message what was expected, what was found, and what to do
   * @param cause what led to it
   */
  public FormatTooOldException(String object, String message, Throwable cause) {
    super(object, message, cause);
  }
}
