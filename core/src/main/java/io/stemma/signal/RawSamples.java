package io.stemma.signal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Numbers of a file as samples: brought into the order of bytes here, and scaled if need be. */
final class RawSamples implements SampleStore {
  private final SampleStore store;
  private final RawLayout layout;
  private final Neighbours neighbours;

  /** Of a store that has the bytes of a file as they are. */
  RawSamples(SampleStore store, RawLayout layout, long length) {
    this.store = store;
    this.layout = layout;
    this.neighbours = new Neighbours(layout.sampleType(), length);
  }

  @Override
  public @Nullable Path file() {
    return store.file();
  }

  @Override
  public double value(long index) throws IOException {
    return neighbours.value(this, index);
  }

  @Override
  public Reader open() throws IOException {
    return new Converting(store.open());
  }

  private final class Converting implements Reader {
    private final Reader reader;
    private ByteBuffer raw = ByteBuffer.allocate(0);
    private double[] numbers = {};

    private Converting(Reader reader) {
      this.reader = reader;
    }

    @Override
    public void read(long from, ByteBuffer target) throws IOException {
      if (layout.isScaled()) {
        scale(from, target);
        return;
      }
      int begin = target.position();
      reader.read(from, target);
      if (layout.bigEndian()) {
        reverse(target, begin, target.limit());
      }
    }

    private void scale(long from, ByteBuffer target) throws IOException {
      ElementType type = layout.type();
      int count = target.remaining() / Double.BYTES;
      if (numbers.length < count) {
        numbers = new double[count];
        raw = ByteBuffer.allocate(count * type.bytes());
      }
      raw.order(ByteOrder.LITTLE_ENDIAN); // as readers fill it, whatever the bytes mean
      reader.read(from, raw.clear().limit(count * type.bytes()));
      raw.order(layout.bigEndian() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
      SampleCodec.decode(type, raw, numbers, 0, count);
      for (int i = 0; i < count; i++) {
        target.putDouble(numbers[i] * layout.factor() + layout.offset());
      }
    }

    private void reverse(ByteBuffer bytes, int begin, int end) {
      switch (layout.type().bytes()) {
        case Short.BYTES -> {
          for (int i = begin; i < end; i += Short.BYTES) {
            bytes.putShort(i, Short.reverseBytes(bytes.getShort(i)));
          }
        }
        case Integer.BYTES -> {
          for (int i = begin; i < end; i += Integer.BYTES) {
            bytes.putInt(i, Integer.reverseBytes(bytes.getInt(i)));
          }
        }
        default -> {
          for (int i = begin; i < end; i += Long.BYTES) {
            bytes.putLong(i, Long.reverseBytes(bytes.getLong(i)));
          }
        }
      }
    }

    @Override
    public void close() throws IOException {
      reader.close();
    }
  }
}
