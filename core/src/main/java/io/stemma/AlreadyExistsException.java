package io.stemma;

/** Something that was to be created exists already. */
public final class AlreadyExistsException extends StemmaException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message what exists already, and what to do
   */
  public AlreadyExistsException(String message) {
    super(message);
  }
}
