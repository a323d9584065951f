package io.stemma.storage;

import java.io.IOException;

/** There is no directory, container or the like at the place that was to be opened. */
public final class NoSuchStoreException extends IOException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message what was looked for
   */
  public NoSuchStoreException(String message) {
    super(message);
  }
}
