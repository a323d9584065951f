package io.stemma;

/**
 * The store failed: a full disk, a lost connection, a missing permission. Nothing was committed.
 */
public final class StorageException extends StemmaException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message what was being done
   * @param cause the error of the store
   */
  public StorageException(String message, Throwable cause) {
    super(message, cause);
  }
}
