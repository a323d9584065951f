package io.stemma;

/** The root of Stemma's exceptions; all are unchecked. */
public class StemmaException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message what was wrong, where, and what to do
   */
  public StemmaException(String message) {
    super(message);
  }

  /**
   * Creates the exception.
   *
   * @param message what was wrong, where, and what to do
   * @param cause what led to it
   */
  public StemmaException(String message, Throwable cause) {
    super(message, cause);
  }
}
