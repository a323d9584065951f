package io.stemma.internal.index;

import io.stemma.internal.base.ByteReader;
import io.stemma.internal.base.MalformedException;
import io.stemma.internal.format.v1.FilterEntry;
import io.stemma.internal.format.v1.IndexBlocks;
import io.stemma.internal.format.v1.IndexLayout;
import io.stemma.internal.format.v1.IndexTrailer;
import io.stemma.internal.format.v1.PackId;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * The small parts at the end of an index object, checked and kept as the bytes they are: pack
 * table, fan-out, filter directory, trailer.
 */
final class IndexTables {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int FIRST_READ = 1 << 15;
  private static final int FIRST_REMOTE_READ = 1 << 20;

  /** Tables are hardly longer together: 256 KiB of fan-out, and 16 bytes a pack. */
  private static final int TABLES = 1 << 19;

  private final IndexLayout layout;
  private final IndexBlocks blocks;
  private final byte[] tail;
  private final int fanoutAt;
  private final FilterEntry[] filters;
  private final long[] filterOffsets;

  private IndexTables(IndexTrailer trailer, byte[] tail) {
    this.layout = trailer.layout();
    this.blocks = new IndexBlocks(trailer.name(), layout);
    this.tail = tail;
    this.fanoutAt = layout.packsLength();
    int directoryAt = fanoutAt + layout.fanoutLength();
    check("pack table", 0, layout.packsLength(), trailer.packsCrc());
    check("fan-out", fanoutAt, layout.fanoutLength(), trailer.fanoutCrc());
    check("filter directory", directoryAt, layout.directoryLength(), trailer.directoryCrc());
    checkFanout();
    this.filters = new FilterEntry[layout.partitions()];
    this.filterOffsets = new long[layout.partitions()];
    readDirectory(new ByteReader(tail, directoryAt, layout.directoryLength()));
  }

  /** How much of the end is read at first; of an object that is far away the filters with it. */
  private static int firstLength(IndexObject object) {
    long length = object.ref().length();
    if (!object.isRemote()) {
      return (int) Math.min(length, FIRST_READ);
    }
    long rows = object.ref().rows();
    long filters = rows + rows / 4 + (1L << 14); // as IndexWriter.maxBytes
    long wanted = filters <= IndexFilters.TOGETHER ? filters + TABLES : 0;
    return (int) Math.min(length, Math.max(FIRST_REMOTE_READ, wanted));
  }

  /**
   * Reads and checks the tables of an object: in one read if they are small, else in two. The
   * object keeps what was read, until it is told to release it.
   */
  static IndexTables load(IndexObject object) throws IOException {
    try {
      long length = object.ref().length();
      if (length < IndexLayout.HEAD_BYTES + IndexTrailer.BYTES) {
        throw new MalformedException("an index is longer than " + length + " bytes");
      }
      int firstLength = firstLength(object);
      byte[] end = object.readTail(firstLength);
      IndexTrailer trailer =
          IndexTrailer.decode(end, firstLength - IndexTrailer.BYTES, object.name(), length);
      if (trailer.layout().rows() != object.ref().rows()) {
        throw new MalformedException(
            "expected " + object.ref().rows() + " rows, found " + trailer.layout().rows());
      }
      long from = trailer.layout().packsOffset();
      byte[] tail = new byte[(int) (length - from)];
      int have = Math.min(firstLength, tail.length);
      System.arraycopy(end, firstLength - have, tail, tail.length - have, have);
      if (have < tail.length) {
        byte[] rest = object.read(from, tail.length - have);
        System.arraycopy(rest, 0, tail, 0, rest.length);
      }
      return new IndexTables(trailer, tail);
    } catch (MalformedException e) {
      throw object.damaged(e);
    }
  }

  private void check(String what, int offset, int length, int expected) {
    CRC32C crc = new CRC32C();
    crc.update(tail, offset, length);
    if ((int) crc.getValue() != expected) {
      throw new MalformedException(
          String.format(
              "checksum of the %s: expected %08x, found %08x",
              what, expected, (int) crc.getValue()));
    }
  }

  private void checkFanout() {
    int before = 0;
    for (int bucket = 0; bucket < layout.buckets(); bucket++) {
      int rows = endOf(bucket);
      if (rows < before) {
        throw new MalformedException("the fan-out falls at " + bucket);
      }
      before = rows;
    }
    if (before != layout.rows()) {
      throw new MalformedException("the fan-out counts " + before + " rows of " + layout.rows());
    }
  }

  private void readDirectory(ByteReader in) {
    long offset = layout.filtersOffset();
    for (int i = 0; i < filters.length; i++) {
      filters[i] = FilterEntry.read(in);
      filterOffsets[i] = offset;
      offset += filters[i].length();
    }
    if (offset != layout.packsOffset()) {
      throw new MalformedException("the filters do not end where the pack table begins");
    }
  }

  IndexLayout layout() {
    return layout;
  }

  IndexBlocks blocks() {
    return blocks;
  }

  FilterEntry filter(int partition) {
    return filters[partition];
  }

  long filterOffset(int partition) {
    return filterOffsets[partition];
  }

  /** How long all filters are together, which are one behind the other. */
  long filtersLength() {
    return layout.packsOffset() - layout.filtersOffset();
  }

  int bucket(long firstLong) {
    int bytes = layout.fanoutBytes();
    return bytes == 0 ? 0 : (int) (firstLong >>> 64 - 8 * bytes);
  }

  /** The first row of a bucket. */
  int startOf(int bucket) {
    return bucket == 0 ? 0 : endOf(bucket - 1);
  }

  /** The row behind the last of a bucket. */
  int endOf(int bucket) {
    return (int) INT.get(tail, fanoutAt + 4 * bucket);
  }

  PackId pack(int ordinal) {
    if (ordinal >= layout.packs()) {
      throw new MalformedException("a row names pack " + ordinal + " of " + layout.packs());
    }
    return IndexTrailer.readName(tail, ordinal * PackId.BYTES);
  }
}
