package io.stemma;

/**
 * A stored object was written by a newer Stemma, in a format or with features that this one does
 * not know.
 */
public final class FormatTooNewException extends DamageException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param object key of the object
   * @param message what was expected, what was found, and what to do
   * @param cause what led to it
   */
  public FormatTooNewException(String object, String message, Throwable cause) {
    super(object, message, cause);
  }
}
