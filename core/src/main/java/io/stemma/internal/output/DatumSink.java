package io.stemma.internal.output;

import io.stemma.internal.base.Hash;
import io.stemma.internal.chunk.CodecChoice;
import io.stemma.internal.chunks.ChunkSink;
import io.stemma.internal.format.v1.Kind;

/**
 * Takes chunks as long as the datum lasts; one that it took is written whole. So whoever owns the
 * sink may end it once the datum has ended, whatever the user's threads still do.
 *
 * @param sink takes the chunks
 * @param life of the datum
 */
record DatumSink(ChunkSink sink, DatumLife life) implements ChunkSink {

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

  @Override
  public void readInto(Kind kind, Hash id, byte[] target, int offset, int length) {
    life.during(
        () -> {
          sink.readInto(kind, id, target, offset, length);
          return true;
        });
  }
}
