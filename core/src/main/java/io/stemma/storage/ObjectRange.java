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
  /** Refuses null. */
  public ObjectRange {
    Objects.requireNonNull(bytes, "bytes");
  }
}
