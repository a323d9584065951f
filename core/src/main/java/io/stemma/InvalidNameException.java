package io.stemma;

/** A name, path, glob or revision that is outside its grammar; see the package description. */
public final class InvalidNameException extends StemmaException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message the text that was refused, and why
   */
  public InvalidNameException(String message) {
    super(message);
  }
}
