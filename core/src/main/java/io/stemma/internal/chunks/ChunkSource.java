package io.stemma.internal.chunks;

import io.stemma.internal.base.Hash;
import io.stemma.internal.base.MalformedException;
import io.stemma.internal.format.v1.Kind;

/** Gives whole objects by kind and id. */
public interface ChunkSource {

  /**
   * The bytes of an id, verified against it. The array may be shared; it must not be written to.
   *
   * @throws io.stemma.DamageException if they are missing or damaged
   * @throws io.stemma.StorageException if the store failed
   */
  byte[] read(Kind kind, Hash id);

  /**
   * Puts the bytes of an id, verified against it, into an array. When this fails, the range of the
   * array may hold anything.
   *
   * @param length the length that they are expected to have
   * @throws io.stemma.DamageException if they are missing, damaged, or of another length
   * @throws io.stemma.StorageException if the store failed
   */
  default void readInto(Kind kind, Hash id, byte[] target, int offset, int length) {
    byte[] bytes = read(kind, id);
    if (bytes.length != length) {
      throw Faults.damaged(
          kind + " " + id,
          new MalformedException("it has " + bytes.length + " bytes, its file says " + length));
    }
    System.arraycopy(bytes, 0, target, offset, length);
  }
}
