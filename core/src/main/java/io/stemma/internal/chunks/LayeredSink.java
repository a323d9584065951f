package io.stemma.internal.chunks;

import io.stemma.internal.base.Hash;
import io.stemma.internal.chunk.CodecChoice;
import io.stemma.internal.format.v1.Kind;

/** Writes into one session, and reads also what another one wrote, which has ended. */
public final class LayeredSink implements ChunkSink {
  private final WriteSession top;
  private final WriteSession below;

  /** Writes into {@code top}; reads from both and from what is stored. */
  public LayeredSink(WriteSession top, WriteSession below) {
    this.top = top;
    this.below = below;
  }

  @Override
  public Hash write(
      Kind kind, byte[] bytes, int offset, int length, long position, CodecChoice choice) {
    return top.write(kind, bytes, offset, length, position, choice);
  }

  @Override
  public Hash write(Kind kind, byte[] bytes) {
    return below.readOwn(kind, kind.id(bytes, 0, bytes.length)) == null
        ? top.write(kind, bytes)
        : kind.id(bytes, 0, bytes.length);
  }

  @Override
  public byte[] read(Kind kind, Hash id) {
    byte[] own = below.readOwn(kind, id);
    return own != null ? own : top.read(kind, id);
  }
}
