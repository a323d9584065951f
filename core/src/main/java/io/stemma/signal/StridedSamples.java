package io.stemma.signal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Every n-th sample of a store: a column of rows, or one of several interleaved channels. Short
 * rows are read together and picked from; of long ones only the sample.
 */
final class StridedSamples implements SampleStore {
  /** Rows of more bytes are passed over. */
  private static final int LONG_ROW = 8192;

  private static final int SPAN = 1 << 16;

  private final SampleStore store;
  private final int size;
  private final int stride;
  private final long first;

  /** The sample at an index and those {@code stride} and a multiple of it behind. */
  StridedSamples(SampleStore store, ElementType type, int stride, long first) {
    this.store = store;
    this.size = type.bytes();
    this.stride = stride;
    this.first = first;
  }

  @Override
  public @Nullable Path file() {
    return store.file();
  }

  @Override
  public double value(long index) throws IOException {
    return store.value(first + index * stride);
  }

  @Override
  public Reader open() throws IOException {
    return new Picking(store.open());
  }

  private final class Picking implements Reader {
    private final Reader reader;
    private final int rows = stride * size > LONG_ROW ? 1 : SPAN / (stride * size);
    private final ByteBuffer span =
        ByteBuffer.allocate(((rows - 1) * stride + 1) * size).order(ByteOrder.LITTLE_ENDIAN);

    private Picking(Reader reader) {
      this.reader = reader;
    }

    @Override
    public void read(long from, ByteBuffer target) throws IOException {
      long at = first + from * stride;
      while (target.hasRemaining()) {
        int count = Math.min(rows, target.remaining() / size);
        reader.read(at, span.clear().limit(((count - 1) * stride + 1) * size));
        for (int i = 0; i < count; i++) {
          int place = i * stride * size;
          switch (size) {
            case Short.BYTES -> target.putShort(span.getShort(place));
            case Integer.BYTES -> target.putInt(span.getInt(place));
            default -> target.putLong(span.getLong(place));
          }
        }
        at += (long) count * stride;
      }
    }

    @Override
    public void close() throws IOException {
      reader.close();
    }
  }
}
