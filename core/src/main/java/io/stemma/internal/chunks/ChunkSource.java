package io.stemma.internal.chunks;

import io.stemma.internal.base.Hash;
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
}
