package io.stemma.internal.format.v1;

import io.stemma.internal.base.ByteReader;
import io.stemma.internal.base.ByteWriter;
import io.stemma.internal.base.MalformedException;

/**
 * What the filter directory of an index says of one binary fuse filter.
 *
 * @param seed what the hashes of its keys begin with
 * @param length its length in bytes: one fingerprint each
 * @param segmentBits the logarithm of the length of its segments
 * @param crc CRC-32C of its fingerprints
 */
public record FilterEntry(long seed, int length, int segmentBits, int crc) {
  /** Length of an entry. */
  public static final int BYTES = 20;

  private static final int MAX_LENGTH = 1 << 20;
  private static final int MAX_SEGMENT_BITS = 18;

  /** Checks that the length is at least three whole segments. */
  public FilterEntry {
    if (segmentBits < 0
        || segmentBits > MAX_SEGMENT_BITS
        || length < 3 << segmentBits
        || length > MAX_LENGTH
        || (length & ((1 << segmentBits) - 1)) != 0) {
      throw new MalformedException(
          "no filter has " + length + " bytes in segments of 2^" + segmentBits);
    }
  }

  /** Appends the entry. */
  public void write(ByteWriter out) {
    out.i64(seed).i32(length).i32(segmentBits).i32(crc);
  }

  /** Reads an entry. */
  public static FilterEntry read(ByteReader in) {
    return new FilterEntry(in.i64(), in.i32(), in.i32(), in.i32());
  }
}
