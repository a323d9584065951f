package io.stemma.internal.engine;

import io.stemma.internal.base.Hash;
import io.stemma.internal.chunk.CodecChoice;
import io.stemma.internal.chunks.ChunkSink;
import io.stemma.internal.format.v1.Kind;

/** Takes chunks as long as a transaction takes changes; one that it took is written whole. */
record LivingSink(ChunkSink sink, Lifetime life) implements ChunkSink {

  @Override
  public Hash write(
      Kind kind, byte[] bytes, int offset, int length, long position, CodecChoice choice) {
    return life.during(() -> sink.write(kind, bytes, offset, length, position, choice));
  }

  @Override
  public Hash write(Kind kind, byte[] bytes) {
    return life.during(() -> sink.write(kind, bytes));
  }

  @Override
  public byte[] read(Kind kind, Hash id) {
    return life.during(() -> sink.read(kind, id));
  }
}
