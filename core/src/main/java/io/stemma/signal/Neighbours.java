package io.stemma.signal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** The samples around the last one that was asked for, so that a loop over neighbours is fast. */
final class Neighbours {
  /** How many samples around a single one are read and kept. */
  private static final int COUNT = 2048;

  private final ElementType type;
  private final long length;
  private volatile @Nullable Block recent;

  Neighbours(ElementType type, long length) {
    this.type = type;
    this.length = length;
  }

  /** A sample of the store that these are of. */
  double value(SampleStore store, long index) throws IOException {
    Block known = recent;
    long first = index / COUNT * COUNT;
    if (known == null || known.first != first) {
      int count = (int) Math.min(COUNT, length - first);
      ByteBuffer bytes = ByteBuffer.allocate(count * type.bytes()).order(ByteOrder.LITTLE_ENDIAN);
      try (SampleStore.Reader reader = store.open()) {
        reader.read(first, bytes);
      }
      known = new Block(first, bytes);
      recent = known;
    }
    return SampleCodec.decode(type, known.bytes, (int) (index - first) * type.bytes());
  }

  private record Block(long first, ByteBuffer bytes) {}
}
