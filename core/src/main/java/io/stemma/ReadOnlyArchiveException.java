package io.stemma;

/**
 * A change was asked of an archive that was opened for reading, or that only a newer Stemma may
 * write.
 */
public final class ReadOnlyArchiveException extends StemmaException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message why the archive cannot be changed
   */
  public ReadOnlyArchiveException(String message) {
    super(message);
  }
}
