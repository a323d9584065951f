package io.stemma.internal.datum;

import io.stemma.internal.base.Hash;
import io.stemma.internal.chunk.CodecChoice;
import io.stemma.internal.chunks.ChunkSink;
import io.stemma.internal.format.v1.Kind;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Objects in memory. */
final class MemoryChunks implements ChunkSink {
  private final Map<Hash, byte[]> objects = new HashMap<>();
  int reads;

  @Override
  public Hash write(
      Kind kind, byte[] bytes, int offset, int length, long position, CodecChoice choice) {
    return write(kind, Arrays.copyOfRange(bytes, offset, offset + length));
  }

  @Override
  public Hash write(Kind kind, byte[] bytes) {
    Hash id = kind.id(bytes, 0, bytes.length);
    objects.put(id, bytes);
    return id;
  }

  @Override
  public byte[] read(Kind kind, Hash id) {
    reads++;
    byte[] bytes = objects.get(id);
    if (bytes == null) {
      throw new IllegalStateException("no object " + id);
    }
    return bytes;
  }
}
