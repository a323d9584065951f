package io.stemma.signal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Goes over the samples of a signal block by block, in memory that does not grow with it. */
final class SampleCursor implements AutoCloseable {
  /** Samples in a block: 64 KiB of int16, 256 KiB of float64. */
  static final int BLOCK = 1 << 15;

  private final ElementType type;
  private final SampleStore.Reader reader;
  private final long from;
  private final long length;
  private final ByteBuffer bytes;
  private long position;
  private int count;

  /** Opens {@code length} samples of a store, from the one at an index. */
  SampleCursor(ElementType type, SampleStore store, long from, long length) {
    this.type = type;
    this.from = from;
    this.length = length;
    int block = (int) Math.min(BLOCK, length);
    this.bytes = ByteBuffer.allocate(block * type.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    try {
      this.reader = store.open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether two signals with the same header have the same samples, bit by bit. */
  static boolean agree(Signal left, Signal right) {
    try (SampleCursor a = left.cursor();
        SampleCursor b = right.cursor()) {
      while (a.next() && b.next()) {
        if (!a.bytes().equals(b.bytes())) {
          return false;
        }
      }
    }
    return true;
  }

  /** Reads the next block; false behind the last. All blocks but the last have equal length. */
  boolean next() {
    position += count;
    count = (int) Math.min(bytes.capacity() / type.bytes(), length - position);
    if (count == 0) {
      return false;
    }
    try {
      reader.read(from + position, bytes.clear().limit(count * type.bytes()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    bytes.rewind();
    return true;
  }

  /** Samples in this block. */
  int count() {
    return count;
  }

  /** Index in the signal of the first sample of this block. */
  long index() {
    return position;
  }

  /** This block's little-endian bytes, from position 0 to the limit. */
  ByteBuffer bytes() {
    return bytes.rewind();
  }

  /** This block as doubles. */
  void copyTo(double[] target, int offset) {
    SampleCodec.decode(type, bytes, target, offset, count);
  }

  @Override
  public void close() {
    try {
      reader.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
