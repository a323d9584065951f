package io.stemma;

/**
 * The bytes of a stored object are not what was written: truncated, altered, or those of another
 * object.
 */
public final class CorruptObjectException extends DamageException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param object key of the object
   * @param message what was expected, what was found, and what to do
   * @param cause what led to it
   */
  public CorruptObjectException(String object, String message, Throwable cause) {
    super(object, message, cause);
  }
}
