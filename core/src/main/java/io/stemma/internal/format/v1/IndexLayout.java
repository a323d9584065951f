package io.stemma.internal.format.v1;

import io.stemma.internal.base.MalformedException;

/**
 * Where everything is in an index object: head, blocks of rows, filters, pack table, fan-out,
 * filter directory, trailer, back to back. All positions follow from five numbers, which the
 * trailer holds.
 *
 * @param rows how many rows there are
 * @param packs how many packs the pack table names
 * @param fanoutBytes how many leading bytes of the ids the fan-out stands for: 0 to 2; rows omit
 *     them
 * @param ordinalBytes how many bytes a pack's number has in a row: 1 to 3
 * @param filterBytes length of all filters together
 */
public record IndexLayout(int rows, int packs, int fanoutBytes, int ordinalBytes, int filterBytes) {
  /** The longest index object: 1 GiB. */
  public static final long MAX_BYTES = 1L << 30;

  /** Length of the head: header and the object's own name. */
  public static final int HEAD_BYTES = ObjectHeader.BYTES + PackId.BYTES;

  /** Rows that share one filter; only the last filter has fewer. */
  public static final int PARTITION_ROWS = 1 << 16;

  /** Most packs that one index object can name. */
  public static final int MAX_PACKS = 1 << 24;

  /** Longest block, with its checksum. */
  public static final int BLOCK_BYTES = 4096;

  private static final int CHECKSUM_BYTES = 4;
  private static final int PLACE_BYTES = 4 + 3 + 2; // offset, length, slot and kind
  private static final int ONE_BYTE_FROM = 1 << 10;
  private static final int TWO_BYTES_FROM = 1 << 18;

  /** Checks the five numbers. */
  public IndexLayout {
    if (rows < 0
        || packs < 0
        || packs > MAX_PACKS
        || fanoutBytes < 0
        || fanoutBytes > 2
        || ordinalBytes < 1
        || ordinalBytes > 3
        || filterBytes < 0
        || filterBytes > MAX_BYTES) {
      throw new MalformedException(
          String.format(
              "no index has %d rows, %d packs, a fan-out on %d bytes, pack numbers of %d bytes and"
                  + " %d bytes of filters",
              rows, packs, fanoutBytes, ordinalBytes, filterBytes));
    }
  }

  /**
   * The layout for a number of rows to come, which may turn out wrong: it decides on the fan-out,
   * whose size is to stay below 3 % of the object's.
   */
  public static IndexLayout forRows(long expectedRows, int packs) {
    int fanout = expectedRows < ONE_BYTE_FROM ? 0 : expectedRows < TWO_BYTES_FROM ? 1 : 2;
    int ordinal = packs <= 1 << 8 ? 1 : packs <= 1 << 16 ? 2 : 3;
    return new IndexLayout(0, packs, fanout, ordinal, 0);
  }

  /** The same with the numbers that are known only at the end. */
  public IndexLayout with(int newRows, int newFilterBytes) {
    return new IndexLayout(newRows, packs, fanoutBytes, ordinalBytes, newFilterBytes);
  }

  /** Length of the part of the id that a row keeps. */
  public int suffixBytes() {
    return 32 - fanoutBytes;
  }

  /** Length of a row. */
  public int rowBytes() {
    return suffixBytes() + ordinalBytes + PLACE_BYTES;
  }

  /** How many rows a block has; only the last one has fewer. */
  public int blockRows() {
    return (BLOCK_BYTES - CHECKSUM_BYTES) / rowBytes();
  }

  /** How many blocks there are. */
  public int blocks() {
    return (int) ((rows + (long) blockRows() - 1) / blockRows());
  }

  /** How many rows a block has. */
  public int rowsIn(int block) {
    return Math.min(blockRows(), rows - block * blockRows());
  }

  /** Length of a block with its checksum. */
  public int blockLength(int block) {
    return rowsIn(block) * rowBytes() + CHECKSUM_BYTES;
  }

  /** Where a block begins; for the number of blocks: where the last one ends. */
  public long blockOffset(int block) {
    if (block == blocks()) {
      return HEAD_BYTES + (long) rows * rowBytes() + (long) block * CHECKSUM_BYTES;
    }
    return HEAD_BYTES + (long) block * (blockRows() * rowBytes() + CHECKSUM_BYTES);
  }

  /** How many filters there are. */
  public int partitions() {
    return (int) ((rows + (long) PARTITION_ROWS - 1) / PARTITION_ROWS);
  }

  /** How many counts the fan-out has. */
  public int buckets() {
    return 1 << 8 * fanoutBytes;
  }

  /** Where the filters begin. */
  public long filtersOffset() {
    return blockOffset(blocks());
  }

  /** Where the pack table begins. */
  public long packsOffset() {
    return filtersOffset() + filterBytes;
  }

  /** Length of the pack table. */
  public int packsLength() {
    return packs * PackId.BYTES;
  }

  /** Where the fan-out begins. */
  public long fanoutOffset() {
    return packsOffset() + packsLength();
  }

  /** Length of the fan-out. */
  public int fanoutLength() {
    return buckets() * 4;
  }

  /** Where the directory of the filters begins. */
  public long directoryOffset() {
    return fanoutOffset() + fanoutLength();
  }

  /** Length of the directory of the filters. */
  public int directoryLength() {
    return partitions() * FilterEntry.BYTES;
  }

  /** Where the trailer begins. */
  public long trailerOffset() {
    return directoryOffset() + directoryLength();
  }

  /** Length of the object. */
  public long length() {
    return trailerOffset() + IndexTrailer.BYTES;
  }
}
