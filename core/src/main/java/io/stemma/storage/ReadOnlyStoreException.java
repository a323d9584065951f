package io.stemma.storage;

import java.io.IOException;

/** The store was opened for reading, or its credentials allow no writing. */
public final class ReadOnlyStoreException extends IOException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message what was refused and why
   */
  public ReadOnlyStoreException(String message) {
    super(message);
  }
}
