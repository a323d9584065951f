package io.stemma.internal.index;

import io.stemma.internal.base.ByteWriter;
import io.stemma.internal.format.v1.FilterEntry;
import io.stemma.internal.format.v1.IndexBlocks;
import io.stemma.internal.format.v1.IndexLayout;
import io.stemma.internal.format.v1.IndexRef;
import io.stemma.internal.format.v1.IndexRow;
import io.stemma.internal.format.v1.IndexTrailer;
import io.stemma.internal.format.v1.PackId;
import io.stemma.storage.CreateOutcome;
import io.stemma.storage.ObjectStore;
import io.stemma.storage.ObjectWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Writes one index object front to back under a random name. Takes the rows in ascending order; the
 * memory it needs is that of the filters, 1.2 bytes a row, and of the pack table. Used by one
 * thread.
 */
public final class IndexWriter implements Closeable {
  private static final int BUFFER_BYTES = 1 << 18;

  private final PackId name;
  private final PackTable packs;
  private final IndexLayout widths;
  private final IndexBlocks blocks;
  private final FilterCollector filters = new FilterCollector();
  private final int[] fanout;
  private final byte[] block = new byte[IndexLayout.BLOCK_BYTES];
  private final ByteBuffer buffer;
  private final ObjectWriter out;
  private int blockSize;
  private int blockNumber;
  private int rows;
  private @Nullable IndexRow previous;

  /**
   * Begins an index object.
   *
   * @param store where it is to be
   * @param packs all packs that rows will name; more do no harm
   * @param expectedRows about how many rows will come; decides how the rows are laid out
   */
  public IndexWriter(ObjectStore store, Collection<PackId> packs, long expectedRows)
      throws IOException {
    this(store, PackId.random(), packs, expectedRows);
  }

  /** As the other, under a given name: the bytes follow from name, packs and rows. */
  IndexWriter(ObjectStore store, PackId name, Collection<PackId> packs, long expectedRows)
      throws IOException {
    this.name = name;
    this.packs = new PackTable(packs);
    this.widths = IndexLayout.forRows(expectedRows, this.packs.size());
    this.blocks = new IndexBlocks(name, widths);
    this.fanout = new int[widths.buckets()];
    this.buffer =
        ByteBuffer.allocate((int) Math.min(BUFFER_BYTES, 4096 + Math.max(0, expectedRows) * 50));
    this.out = store.create("index/" + name);
    put(IndexTrailer.head(name), IndexLayout.HEAD_BYTES);
  }

  /** Writes all rows of a source, and commits. */
  public static IndexRef write(
      ObjectStore store, Collection<PackId> packs, long expectedRows, RowSource rows)
      throws IOException {
    try (IndexWriter writer = new IndexWriter(store, packs, expectedRows)) {
      for (IndexRow row = rows.next(); row != null; row = rows.next()) {
        writer.add(row);
      }
      return writer.commit();
    }
  }

  /**
   * The most bytes that an index of so many rows and packs can take; at most {@link
   * IndexLayout#MAX_BYTES} are allowed.
   */
  public static long maxBytes(int rows, int packs) {
    IndexLayout widths = IndexLayout.forRows(rows, packs);
    // A filter takes most a key when it is small: some hundred keys take 1.6 bytes each.
    int filters = (int) Math.min(IndexLayout.MAX_BYTES, rows + rows / 4 + (1L << 14));
    return widths.with(rows, filters).length();
  }

  /**
   * Appends a row, which must be greater than the one before.
   *
   * @throws IllegalStateException if the object would become longer than 1 GiB
   */
  public void add(IndexRow row) throws IOException {
    if (previous != null && previous.compareTo(row) >= 0) {
      throw new IllegalArgumentException("row " + row + " does not follow " + previous);
    }
    previous = row;
    blocks.writeRow(block, blockSize, row, packs.ordinal(row.location().pack()));
    blockSize += widths.rowBytes();
    rows++;
    fanout[bucket(row, widths.fanoutBytes())]++;
    filters.add(FuseFilter.key(row.kind(), row.id()));
    if (blockSize == widths.blockRows() * widths.rowBytes()) {
      endBlock();
    }
  }

  private static int bucket(IndexRow row, int fanoutBytes) {
    return fanoutBytes == 0 ? 0 : (int) (row.id().firstLong() >>> 64 - 8 * fanoutBytes);
  }

  private void endBlock() throws IOException {
    int length = blockSize + 4;
    blocks.seal(block, blockNumber++, length);
    put(block, length);
    blockSize = 0;
    // The filter that is not finished yet takes at most two bytes a row.
    if (widths.with(rows, filters.bytes() + 2 * IndexLayout.PARTITION_ROWS).length()
        > IndexLayout.MAX_BYTES) {
      throw new IllegalStateException(
          "an index object of " + rows + " rows would be longer than 1 GiB; write several");
    }
  }

  /**
   * Ends the object and makes it durable.
   *
   * @throws io.stemma.storage.OutcomeUnknownException if nobody knows whether that happened: write
   *     the rows again, under the new name of a new writer
   */
  public IndexRef commit() throws IOException {
    if (blockSize > 0) {
      endBlock();
    }
    filters.end();
    for (byte[] filter : filters.filters()) {
      put(filter, filter.length);
    }
    byte[] packBytes = packs.encode();
    byte[] fanoutBytes = encodeFanout();
    byte[] directory = encodeDirectory();
    put(packBytes, packBytes.length);
    put(fanoutBytes, fanoutBytes.length);
    put(directory, directory.length);
    IndexLayout layout = widths.with(rows, filters.bytes());
    if (layout.length() > IndexLayout.MAX_BYTES) {
      throw new IllegalStateException("the index object would be longer than 1 GiB");
    }
    IndexTrailer trailer =
        new IndexTrailer(name, layout, crc(packBytes), crc(fanoutBytes), crc(directory));
    put(trailer.encode(), IndexTrailer.BYTES);
    drain();
    if (out.commit() == CreateOutcome.EXISTS) {
      throw new IOException("the random name " + name + " of an index object is taken");
    }
    return new IndexRef(name.toString(), layout.length(), rows);
  }

  private byte[] encodeFanout() {
    ByteWriter bytes = new ByteWriter(fanout.length * 4);
    int sum = 0;
    for (int count : fanout) {
      sum += count;
      bytes.i32(sum);
    }
    return bytes.toBytes();
  }

  private byte[] encodeDirectory() {
    ByteWriter bytes = new ByteWriter(filters.entries().size() * FilterEntry.BYTES);
    filters.entries().forEach(entry -> entry.write(bytes));
    return bytes.toBytes();
  }

  private static int crc(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return (int) crc.getValue();
  }

  private void put(byte[] bytes, int length) throws IOException {
    if (length > buffer.remaining()) {
      drain();
    }
    if (length > buffer.capacity()) {
      out.write(ByteBuffer.wrap(bytes, 0, length));
    } else {
      buffer.put(bytes, 0, length);
    }
  }

  private void drain() throws IOException {
    out.write(buffer.flip());
    buffer.clear();
  }

  /** Drops the object unless it was committed. */
  @Override
  public void close() throws IOException {
    out.close();
  }
}
