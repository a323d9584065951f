package io.stemma.storage;

import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * Part of an object.
 *
 * @param bytes the bytes, from position to limit; the caller owns the buffer, which is backed by an
 *     accessible array
 * @param objectLength length of the whole object in bytes
 */
public record ObjectRange(ByteBuffer bytes, long objectLength) {
  /**
   * Refuses null.
   *
   * @param bytes the bytes, from position to limit; the caller owns the buffer, which is backed by
   *     an accessible array
   * @param objectLength length of the whole object in bytes
   */
  public ObjectRange {
    Objects.requireNonNull(bytes, "bytes");
  }

  /** How many bytes of how many. */
  @Override
  public String toString() {
    return bytes.remaining() + " of " + objectLength + " bytes";
  }
}
