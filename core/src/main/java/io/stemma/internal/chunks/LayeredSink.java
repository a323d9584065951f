package io.stemma.internal.chunks;

import io.stemma.internal.base.Hash;
import io.stemma.internal.chunk.CodecChoice;
import io.stemma.internal.format.v1.Kind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes into one session, and reads also what others wrote, which have ended. */
public final class LayeredSink implements ChunkSink {
  private final WriteSession top;
  private final List<WriteSession> below;

  /** Writes into {@code top}; reads from all and from what is stored. */
  public LayeredSink(WriteSession top, List<WriteSession> below) {
    this.top = top;
    this.below = List.copyOf(below);
  }

  @Override
  public Hash write(
      Kind kind, byte[] bytes, int offset, int length, long position, CodecChoice choice) {
    return top.write(kind, bytes, offset, length, position, choice);
  }

  @Override
  public Hash write(Kind kind, byte[] bytes) {
    Hash id = kind.id(bytes, 0, bytes.length);
    return readBelow(kind, id) == null ? top.write(kind, bytes) : id;
  }

  @Override
  public byte[] read(Kind kind, Hash id) {
    byte[] own = readBelow(kind, id);
    return own != null ? own : top.read(kind, id);
  }

  private byte @Nullable [] readBelow(Kind kind, Hash id) {
    for (WriteSession session : below) {
      byte[] own = session.readOwn(kind, id);
      if (own != null) {
        return own;
      }
    }
    return null;
  }
}
