package io.stemma.signal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Samples in memory, as little-endian bytes in pages: exact for every type, ready to be written,
 * and not bounded by the length of one array.
 */
final class MemorySamples implements SampleStore, SampleStore.Reader {
  private final ElementType type;
  private final byte[][] pages;

  private MemorySamples(ElementType type, byte[][] pages) {
    this.type = type;
    this.pages = pages;
  }

  /** Fills pages from an array. */
  static MemorySamples of(ElementType type, int length, SampleArrays.Block fill) {
    Builder builder = new Builder(type, length);
    while (builder.hasNext()) {
      int at = (int) builder.written;
      ByteBuffer page = builder.next();
      fill.accept(page, at, page.capacity() / type.bytes());
    }
    return builder.build();
  }

  ElementType type() {
    return type;
  }

  @Override
  public @Nullable Path file() {
    return null;
  }

  @Override
  public Reader open() {
    return this;
  }

  @Override
  public void read(long from, ByteBuffer target) {
    int page = (int) (from / SampleCursor.BLOCK);
    int offset = (int) (from % SampleCursor.BLOCK) * type.bytes();
    while (target.hasRemaining()) {
      int count = Math.min(target.remaining(), pages[page].length - offset);
      target.put(pages[page], offset, count);
      page++;
      offset = 0;
    }
  }

  @Override
  public double value(long index) {
    byte[] page = pages[(int) (index / SampleCursor.BLOCK)];
    int at = (int) (index % SampleCursor.BLOCK) * type.bytes();
    return SampleCodec.decode(type, ByteBuffer.wrap(page).order(ByteOrder.LITTLE_ENDIAN), at);
  }

  @Override
  public void close() {}

  /** Takes samples in order and makes a store of them. */
  static final class Builder {
    private final ElementType type;
    private final long length;
    private final byte[][] pages;
    private long written;

    Builder(ElementType type, long length) {
      long count = (length + SampleCursor.BLOCK - 1) / SampleCursor.BLOCK;
      if (count > Integer.MAX_VALUE / 2) {
        throw new IllegalStateException(length + " samples do not fit into memory; take a slice");
      }
      this.type = type;
      this.length = length;
      this.pages = new byte[(int) count][];
    }

    /**
     * The next page, to be filled: {@link SampleCursor#BLOCK} samples, or what is left of the
     * length.
     */
    ByteBuffer next() {
      int count = (int) Math.min(SampleCursor.BLOCK, length - written);
      byte[] page = new byte[count * type.bytes()];
      pages[(int) (written / SampleCursor.BLOCK)] = page;
      written += count;
      return ByteBuffer.wrap(page).order(ByteOrder.LITTLE_ENDIAN);
    }

    boolean hasNext() {
      return written < length;
    }

    MemorySamples build() {
      if (hasNext()) {
        throw new IllegalStateException("only " + written + " of " + length + " samples given");
      }
      return new MemorySamples(type, pages);
    }
  }
}
