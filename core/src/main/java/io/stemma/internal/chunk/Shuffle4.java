package io.stemma.internal.chunk;

import static io.stemma.internal.chunk.Filter.INT;
import static io.stemma.internal.chunk.Filter.LONG;

/**
 * Shuffles elements of 4 bytes, eight at a time in four 64-bit words: element i in the low half of
 * word i, element i + 4 in its high half; then two rounds of exchanges transpose the 4 x 4 bytes of
 * each half (Warren, "Hacker's Delight", 7-3).
 */
final class Shuffle4 {
  private static final long LOW_INT = 0xffffffffL;
  private static final long HIGH_INT = 0xffffffff00000000L;
  private static final long EVEN_SHORTS = 0x0000ffff0000ffffL;
  private static final long EVEN_BYTES = 0x00ff00ff00ff00ffL;

  private Shuffle4() {}

  static void split(byte[] in, int at, int count, byte[] out, int to) {
    int i = 0;
    for (; i <= count - 8; i += 8) {
      long a = (long) LONG.get(in, at + 4 * i);
      long b = (long) LONG.get(in, at + 4 * i + 8);
      long c = (long) LONG.get(in, at + 4 * i + 16);
      long d = (long) LONG.get(in, at + 4 * i + 24);
      long w = (a & LOW_INT) | c << 32;
      long x = a >>> 32 | (c & HIGH_INT);
      long y = (b & LOW_INT) | d << 32;
      long z = b >>> 32 | (d & HIGH_INT);
      transpose(w, x, y, z, out, to + i, count);
    }
    for (; i < count; i++) {
      scatter((int) INT.get(in, at + 4 * i), out, to + i, count);
    }
  }

  static void splitDeltas(byte[] in, int at, int count, byte[] out, int to) {
    int last = 0;
    int i = 0;
    for (; i <= count - 8; i += 8) {
      long a = (long) LONG.get(in, at + 4 * i);
      long b = (long) LONG.get(in, at + 4 * i + 8);
      long c = (long) LONG.get(in, at + 4 * i + 16);
      long d = (long) LONG.get(in, at + 4 * i + 24);
      int e0 = (int) a;
      int e1 = (int) (a >>> 32);
      int e2 = (int) b;
      int e3 = (int) (b >>> 32);
      int e4 = (int) c;
      int e5 = (int) (c >>> 32);
      int e6 = (int) d;
      int e7 = (int) (d >>> 32);
      long w = zigzag(e0 - last) | zigzag(e4 - e3) << 32;
      long x = zigzag(e1 - e0) | zigzag(e5 - e4) << 32;
      long y = zigzag(e2 - e1) | zigzag(e6 - e5) << 32;
      long z = zigzag(e3 - e2) | zigzag(e7 - e6) << 32;
      last = e7;
      transpose(w, x, y, z, out, to + i, count);
    }
    for (; i < count; i++) {
      int value = (int) INT.get(in, at + 4 * i);
      scatter((int) zigzag(value - last), out, to + i, count);
      last = value;
    }
  }

  static void join(byte[] in, int at, int count, byte[] out, int to) {
    int i = 0;
    for (; i <= count - 8; i += 8) {
      long w = (long) LONG.get(in, at + i);
      long x = (long) LONG.get(in, at + count + i);
      long y = (long) LONG.get(in, at + 2 * count + i);
      long z = (long) LONG.get(in, at + 3 * count + i);
      long t = (w >>> 16 ^ y) & EVEN_SHORTS;
      w ^= t << 16;
      y ^= t;
      t = (x >>> 16 ^ z) & EVEN_SHORTS;
      x ^= t << 16;
      z ^= t;
      t = (w >>> 8 ^ x) & EVEN_BYTES;
      w ^= t << 8;
      x ^= t;
      t = (y >>> 8 ^ z) & EVEN_BYTES;
      y ^= t << 8;
      z ^= t;
      LONG.set(out, to + 4 * i, (w & LOW_INT) | x << 32);
      LONG.set(out, to + 4 * i + 8, (y & LOW_INT) | z << 32);
      LONG.set(out, to + 4 * i + 16, w >>> 32 | (x & HIGH_INT));
      LONG.set(out, to + 4 * i + 24, y >>> 32 | (z & HIGH_INT));
    }
    for (; i < count; i++) {
      INT.set(out, to + 4 * i, gather(in, at + i, count));
    }
  }

  static void joinDeltas(byte[] in, int at, int count, byte[] out, int to) {
    int last = 0;
    int i = 0;
    for (; i <= count - 8; i += 8) {
      long w = (long) LONG.get(in, at + i);
      long x = (long) LONG.get(in, at + count + i);
      long y = (long) LONG.get(in, at + 2 * count + i);
      long z = (long) LONG.get(in, at + 3 * count + i);
      long t = (w >>> 16 ^ y) & EVEN_SHORTS;
      w ^= t << 16;
      y ^= t;
      t = (x >>> 16 ^ z) & EVEN_SHORTS;
      x ^= t << 16;
      z ^= t;
      t = (w >>> 8 ^ x) & EVEN_BYTES;
      w ^= t << 8;
      x ^= t;
      t = (y >>> 8 ^ z) & EVEN_BYTES;
      y ^= t << 8;
      z ^= t;
      int e0 = last + unzigzag((int) w);
      int e1 = e0 + unzigzag((int) x);
      int e2 = e1 + unzigzag((int) y);
      int e3 = e2 + unzigzag((int) z);
      int e4 = e3 + unzigzag((int) (w >>> 32));
      int e5 = e4 + unzigzag((int) (x >>> 32));
      int e6 = e5 + unzigzag((int) (y >>> 32));
      last = e6 + unzigzag((int) (z >>> 32));
      LONG.set(out, to + 4 * i, (e0 & LOW_INT) | (long) e1 << 32);
      LONG.set(out, to + 4 * i + 8, (e2 & LOW_INT) | (long) e3 << 32);
      LONG.set(out, to + 4 * i + 16, (e4 & LOW_INT) | (long) e5 << 32);
      LONG.set(out, to + 4 * i + 24, (e6 & LOW_INT) | (long) last << 32);
    }
    for (; i < count; i++) {
      last += unzigzag(gather(in, at + i, count));
      INT.set(out, to + 4 * i, last);
    }
  }

  private static void transpose(long w0, long x0, long y0, long z0, byte[] out, int to, int count) {
    long t = (w0 >>> 16 ^ y0) & EVEN_SHORTS;
    long w = w0 ^ t << 16;
    long y = y0 ^ t;
    t = (x0 >>> 16 ^ z0) & EVEN_SHORTS;
    long x = x0 ^ t << 16;
    long z = z0 ^ t;
    t = (w >>> 8 ^ x) & EVEN_BYTES;
    LONG.set(out, to, w ^ t << 8);
    LONG.set(out, to + count, x ^ t);
    t = (y >>> 8 ^ z) & EVEN_BYTES;
    LONG.set(out, to + 2 * count, y ^ t << 8);
    LONG.set(out, to + 3 * count, z ^ t);
  }

  private static long zigzag(int delta) {
    return (delta << 1 ^ delta >> 31) & LOW_INT;
  }

  private static int unzigzag(int zigzag) {
    return zigzag >>> 1 ^ -(zigzag & 1);
  }

  private static void scatter(int value, byte[] out, int to, int count) {
    for (int k = 0; k < 4; k++) {
      out[to + k * count] = (byte) (value >>> 8 * k);
    }
  }

  private static int gather(byte[] in, int at, int count) {
    int value = 0;
    for (int k = 0; k < 4; k++) {
      value |= (in[at + k * count] & 0xff) << 8 * k;
    }
    return value;
  }
}
