package io.stemma.internal.chunk;

import static io.stemma.internal.chunk.Filter.LONG;
import static io.stemma.internal.chunk.Filter.SHORT;

/**
 * Shuffles elements of 2 bytes, eight at a time in two 64-bit words: three exchanges of the odd
 * parts of one word with the even parts of the other (Warren, "Hacker's Delight", 7-3) turn eight
 * elements into eight low and eight high bytes. The loops are written out by hand, because the
 * compiler gives up on inlining before it gives up on them.
 */
final class Shuffle2 {
  private static final long LOW_INT = 0xffffffffL;
  private static final long HIGH_INT = 0xffffffff00000000L;
  private static final long EVEN_SHORTS = 0x0000ffff0000ffffL;
  private static final long EVEN_BYTES = 0x00ff00ff00ff00ffL;
  private static final long SIGNS = 0x8000800080008000L;
  private static final long ONES = 0x0001000100010001L;

  private Shuffle2() {}

  static void split(byte[] in, int at, int count, byte[] out, int low) {
    int high = low + count;
    int i = 0;
    for (; i <= count - 8; i += 8) {
      long a = (long) LONG.get(in, at + 2 * i);
      long b = (long) LONG.get(in, at + 2 * i + 8);
      long x = (a & LOW_INT) | b << 32;
      long y = a >>> 32 | (b & HIGH_INT);
      long t = (x >>> 16 ^ y) & EVEN_SHORTS;
      x ^= t << 16;
      y ^= t;
      t = (x >>> 8 ^ y) & EVEN_BYTES;
      LONG.set(out, low + i, x ^ t << 8);
      LONG.set(out, high + i, y ^ t);
    }
    for (; i < count; i++) {
      out[low + i] = in[at + 2 * i];
      out[high + i] = in[at + 2 * i + 1];
    }
  }

  static void join(byte[] in, int low, int count, byte[] out, int to) {
    int high = low + count;
    int i = 0;
    for (; i <= count - 8; i += 8) {
      long x = (long) LONG.get(in, low + i);
      long y = (long) LONG.get(in, high + i);
      long t = (x >>> 8 ^ y) & EVEN_BYTES;
      x ^= t << 8;
      y ^= t;
      t = (x >>> 16 ^ y) & EVEN_SHORTS;
      x ^= t << 16;
      y ^= t;
      LONG.set(out, to + 2 * i, (x & LOW_INT) | y << 32);
      LONG.set(out, to + 2 * i + 8, x >>> 32 | (y & HIGH_INT));
    }
    for (; i < count; i++) {
      out[to + 2 * i] = in[low + i];
      out[to + 2 * i + 1] = in[high + i];
    }
  }

  static void splitDeltas(byte[] in, int at, int count, byte[] out, int low) {
    int high = low + count;
    long last = 0;
    int i = 0;
    for (; i <= count - 8; i += 8) {
      long a = (long) LONG.get(in, at + 2 * i);
      long b = (long) LONG.get(in, at + 2 * i + 8);
      long pa = a << 16 | last;
      long pb = b << 16 | a >>> 48;
      last = b >>> 48;
      // four differences a word, no borrow crosses a lane; then zigzag in each lane
      a = (a | SIGNS) - (pa & ~SIGNS) ^ (~(a ^ pa) & SIGNS);
      b = (b | SIGNS) - (pb & ~SIGNS) ^ (~(b ^ pb) & SIGNS);
      a = (a & ~SIGNS) << 1 ^ (a >>> 15 & ONES) * 0xffff;
      b = (b & ~SIGNS) << 1 ^ (b >>> 15 & ONES) * 0xffff;
      long x = (a & LOW_INT) | b << 32;
      long y = a >>> 32 | (b & HIGH_INT);
      long t = (x >>> 16 ^ y) & EVEN_SHORTS;
      x ^= t << 16;
      y ^= t;
      t = (x >>> 8 ^ y) & EVEN_BYTES;
      LONG.set(out, low + i, x ^ t << 8);
      LONG.set(out, high + i, y ^ t);
    }
    short before = (short) last;
    for (; i < count; i++) {
      short value = (short) SHORT.get(in, at + 2 * i);
      int delta = (short) (value - before);
      int zigzag = delta << 1 ^ delta >> 31;
      before = value;
      out[low + i] = (byte) zigzag;
      out[high + i] = (byte) (zigzag >>> 8);
    }
  }

  static void joinDeltas(byte[] in, int low, int count, byte[] out, int to) {
    int high = low + count;
    long last = 0;
    int i = 0;
    for (; i <= count - 8; i += 8) {
      long x = (long) LONG.get(in, low + i);
      long y = (long) LONG.get(in, high + i);
      long t = (x >>> 8 ^ y) & EVEN_BYTES;
      x ^= t << 8;
      y ^= t;
      t = (x >>> 16 ^ y) & EVEN_SHORTS;
      x ^= t << 16;
      y ^= t;
      long a = sums((x & LOW_INT) | y << 32);
      long b = sums(x >>> 32 | (y & HIGH_INT));
      a = add(a, last * ONES);
      b = add(b, (a >>> 48) * ONES);
      last = b >>> 48;
      LONG.set(out, to + 2 * i, a);
      LONG.set(out, to + 2 * i + 8, b);
    }
    int value = (short) last;
    for (; i < count; i++) {
      int zigzag = (in[low + i] & 0xff) | (in[high + i] & 0xff) << 8;
      value += zigzag >>> 1 ^ -(zigzag & 1);
      SHORT.set(out, to + 2 * i, (short) value);
    }
  }

  /** Undoes zigzag in four lanes and gives each lane the sum of itself and those before it. */
  private static long sums(long zigzag) {
    long d = zigzag >>> 1 & ~SIGNS ^ (zigzag & ONES) * 0xffff;
    d = add(d, d << 16);
    return add(d, d << 32);
  }

  /** Adds four lanes; no carry crosses a lane. */
  private static long add(long a, long b) {
    return (a & ~SIGNS) + (b & ~SIGNS) ^ (a ^ b) & SIGNS;
  }
}
