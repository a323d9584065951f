package io.stemma.internal.chunks;

import io.stemma.internal.base.Hash;
import io.stemma.internal.chunk.CodecChoice;
import io.stemma.internal.format.v1.Kind;

/** Takes objects, and gives back those that it took. Safe for use by several threads. */
public interface ChunkSink extends ChunkSource {

  /**
   * Takes an object. The array may be reused afterwards.
   *
   * @param position where in its file the chunk begins
   * @param choice what was learnt about the file, used by one thread at a time
   * @return the id
   */
  Hash write(Kind kind, byte[] bytes, int offset, int length, long position, CodecChoice choice);

  /** Takes a metadata object, which belongs to this sink from now on. */
  Hash write(Kind kind, byte[] bytes);
}
