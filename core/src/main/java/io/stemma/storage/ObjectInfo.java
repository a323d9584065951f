package io.stemma.storage;

import java.util.Objects;

/**
 * An object as a listing shows it.
 *
 * @param key its key
 * @param length its length in bytes
 */
public record ObjectInfo(String key, long length) {
  /** Refuses null. */
  public ObjectInfo {
    Objects.requireNonNull(key, "key");
  }
}
