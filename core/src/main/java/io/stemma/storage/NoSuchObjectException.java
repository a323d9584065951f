package io.stemma.storage;

import java.io.IOException;
import java.util.Objects;

/** There is no object under the key. */
public final class NoSuchObjectException extends IOException {
  private static final long serialVersionUID = 1L;

  /** The object. */
  private final String key;

  /**
   * Creates the exception.
   *
   * @param key the key under which nothing was found
   */
  public NoSuchObjectException(String key) {
    super("no object under key " + key);
    this.key = Objects.requireNonNull(key, "key");
  }

  /**
   * The key under which nothing was found.
   *
   * @return the key
   */
  public String key() {
    return key;
  }
}
