package io.stemma.internal.chunk;

import io.stemma.internal.base.Hash;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Finds where chunks end by looking at their content, so that an insertion changes only the chunks
 * around it. The constants belong to format v1: with others, equal files would have other chunks.
 *
 * <p>This is FastCDC with normalized chunking (Xia et al., "FastCDC: a Fast and Efficient
 * Content-Defined Chunking Approach for Data Deduplication", USENIX ATC 2016). A gear hash of 64
 * bits, {@code h = 2h + gear[byte]}, runs over the bytes behind the first {@link #MIN}; a chunk
 * ends behind the byte after which the hash, as an unsigned number, is small: its highest 21 bits
 * are zero before {@link #NORMAL} and its highest 17 bits from there on. A chunk ends at {@link
 * #MAX} in any case.
 */
public final class Chunker {
  /** No chunk but the last of a file is shorter. */
  public static final int MIN = 384 << 10;

  /** Where boundaries become sixteen times as likely; chunks are about as long as this. */
  public static final int NORMAL = 512 << 10;

  /** No chunk is longer. */
  public static final int MAX = 2 << 20;

  private static final int STRICT_SHIFT = 64 - 21;
  private static final int EASY_SHIFT = 64 - 17;

  private static final long[] GEAR = gear();

  private Chunker() {}

  /**
   * The length of the first chunk of a sequence of bytes. Depends on nothing but these bytes.
   *
   * @param bytes where the sequence is
   * @param offset where it begins
   * @param length how many bytes are there: at least {@link #MAX}, or all up to the file's end
   * @return 1 to {@link #MAX}; 0 only if {@code length} is 0
   */
  public static int cut(byte[] bytes, int offset, int length) {
    if (length <= MIN) {
      return length;
    }
    int end = offset + Math.min(length, MAX);
    int normal = Math.min(offset + NORMAL, end);
    long hash = 0;
    int i = offset + MIN;
    for (; i < normal; i++) {
      hash = (hash << 1) + GEAR[bytes[i] & 0xff];
      if (hash >>> STRICT_SHIFT == 0) {
        return i + 1 - offset;
      }
    }
    for (; i < end; i++) {
      hash = (hash << 1) + GEAR[bytes[i] & 0xff];
      if (hash >>> EASY_SHIFT == 0) {
        return i + 1 - offset;
      }
    }
    return end - offset;
  }

  /** {@code gear[i]}: the first eight bytes, big-endian, of SHA-256("stemma gear v1" + byte i). */
  static long[] gear() {
    byte[] seed = "stemma gear v1".getBytes(StandardCharsets.US_ASCII);
    byte[] input = Arrays.copyOf(seed, seed.length + 1);
    long[] gear = new long[256];
    for (int i = 0; i < gear.length; i++) {
      input[seed.length] = (byte) i;
      gear[i] = Hash.of(input).firstLong();
    }
    return gear;
  }
}
