package io.stemma.storage;

import java.util.Objects;

/**
 * An object as a listing shows it.
 *
 * @param key its key
 * @param length its length in bytes
 */
public record ObjectInfo(String key, long length) {
  /**
   * Refuses null.
   *
   * @param key its key
   * @param length its length in bytes
   */
  public ObjectInfo {
    Objects.requireNonNull(key, "key");
  }

  /** The key and the length. */
  @Override
  public String toString() {
    return key + " (" + length + " bytes)";
  }
}
