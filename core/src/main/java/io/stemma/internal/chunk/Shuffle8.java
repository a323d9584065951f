package io.stemma.internal.chunk;

import static io.stemma.internal.chunk.Filter.LONG;

/**
 * Shuffles elements of 8 bytes, eight at a time: three rounds of exchanges transpose a matrix of 8
 * x 8 bytes (Warren, "Hacker's Delight", 7-3). Written out by hand: as calls, the compiler would
 * keep the words in memory instead of registers.
 */
final class Shuffle8 {
  private static final long LOW_INT = 0xffffffffL;
  private static final long EVEN_SHORTS = 0x0000ffff0000ffffL;
  private static final long EVEN_BYTES = 0x00ff00ff00ff00ffL;

  private Shuffle8() {}

  static void split(byte[] in, int at, int count, byte[] out, int to) {
    int i = 0;
    for (; i <= count - 8; i += 8) {
      long a = (long) LONG.get(in, at + 8 * i);
      long b = (long) LONG.get(in, at + 8 * i + 8);
      long c = (long) LONG.get(in, at + 8 * i + 16);
      long d = (long) LONG.get(in, at + 8 * i + 24);
      long e = (long) LONG.get(in, at + 8 * i + 32);
      long f = (long) LONG.get(in, at + 8 * i + 40);
      long g = (long) LONG.get(in, at + 8 * i + 48);
      long h = (long) LONG.get(in, at + 8 * i + 56);
      long t = (a >>> 32 ^ e) & LOW_INT;
      a ^= t << 32;
      e ^= t;
      t = (b >>> 32 ^ f) & LOW_INT;
      b ^= t << 32;
      f ^= t;
      t = (c >>> 32 ^ g) & LOW_INT;
      c ^= t << 32;
      g ^= t;
      t = (d >>> 32 ^ h) & LOW_INT;
      d ^= t << 32;
      h ^= t;
      t = (a >>> 16 ^ c) & EVEN_SHORTS;
      a ^= t << 16;
      c ^= t;
      t = (b >>> 16 ^ d) & EVEN_SHORTS;
      b ^= t << 16;
      d ^= t;
      t = (e >>> 16 ^ g) & EVEN_SHORTS;
      e ^= t << 16;
      g ^= t;
      t = (f >>> 16 ^ h) & EVEN_SHORTS;
      f ^= t << 16;
      h ^= t;
      t = (a >>> 8 ^ b) & EVEN_BYTES;
      a ^= t << 8;
      b ^= t;
      t = (c >>> 8 ^ d) & EVEN_BYTES;
      c ^= t << 8;
      d ^= t;
      t = (e >>> 8 ^ f) & EVEN_BYTES;
      e ^= t << 8;
      f ^= t;
      t = (g >>> 8 ^ h) & EVEN_BYTES;
      g ^= t << 8;
      h ^= t;
      LONG.set(out, to + i, a);
      LONG.set(out, to + count + i, b);
      LONG.set(out, to + 2 * count + i, c);
      LONG.set(out, to + 3 * count + i, d);
      LONG.set(out, to + 4 * count + i, e);
      LONG.set(out, to + 5 * count + i, f);
      LONG.set(out, to + 6 * count + i, g);
      LONG.set(out, to + 7 * count + i, h);
    }
    for (; i < count; i++) {
      scatter((long) LONG.get(in, at + 8 * i), out, to + i, count);
    }
  }

  static void splitDeltas(byte[] in, int at, int count, byte[] out, int to) {
    long last = 0;
    int i = 0;
    for (; i <= count - 8; i += 8) {
      long a = (long) LONG.get(in, at + 8 * i);
      long b = (long) LONG.get(in, at + 8 * i + 8);
      long c = (long) LONG.get(in, at + 8 * i + 16);
      long d = (long) LONG.get(in, at + 8 * i + 24);
      long e = (long) LONG.get(in, at + 8 * i + 32);
      long f = (long) LONG.get(in, at + 8 * i + 40);
      long g = (long) LONG.get(in, at + 8 * i + 48);
      long h = (long) LONG.get(in, at + 8 * i + 56);
      long next = h;
      h = zigzag(h - g);
      g = zigzag(g - f);
      f = zigzag(f - e);
      e = zigzag(e - d);
      d = zigzag(d - c);
      c = zigzag(c - b);
      b = zigzag(b - a);
      a = zigzag(a - last);
      last = next;
      long t = (a >>> 32 ^ e) & LOW_INT;
      a ^= t << 32;
      e ^= t;
      t = (b >>> 32 ^ f) & LOW_INT;
      b ^= t << 32;
      f ^= t;
      t = (c >>> 32 ^ g) & LOW_INT;
      c ^= t << 32;
      g ^= t;
      t = (d >>> 32 ^ h) & LOW_INT;
      d ^= t << 32;
      h ^= t;
      t = (a >>> 16 ^ c) & EVEN_SHORTS;
      a ^= t << 16;
      c ^= t;
      t = (b >>> 16 ^ d) & EVEN_SHORTS;
      b ^= t << 16;
      d ^= t;
      t = (e >>> 16 ^ g) & EVEN_SHORTS;
      e ^= t << 16;
      g ^= t;
      t = (f >>> 16 ^ h) & EVEN_SHORTS;
      f ^= t << 16;
      h ^= t;
      t = (a >>> 8 ^ b) & EVEN_BYTES;
      a ^= t << 8;
      b ^= t;
      t = (c >>> 8 ^ d) & EVEN_BYTES;
      c ^= t << 8;
      d ^= t;
      t = (e >>> 8 ^ f) & EVEN_BYTES;
      e ^= t << 8;
      f ^= t;
      t = (g >>> 8 ^ h) & EVEN_BYTES;
      g ^= t << 8;
      h ^= t;
      LONG.set(out, to + i, a);
      LONG.set(out, to + count + i, b);
      LONG.set(out, to + 2 * count + i, c);
      LONG.set(out, to + 3 * count + i, d);
      LONG.set(out, to + 4 * count + i, e);
      LONG.set(out, to + 5 * count + i, f);
      LONG.set(out, to + 6 * count + i, g);
      LONG.set(out, to + 7 * count + i, h);
    }
    for (; i < count; i++) {
      long value = (long) LONG.get(in, at + 8 * i);
      scatter(zigzag(value - last), out, to + i, count);
      last = value;
    }
  }

  static void join(byte[] in, int at, int count, byte[] out, int to) {
    int i = 0;
    for (; i <= count - 8; i += 8) {
      long a = (long) LONG.get(in, at + i);
      long b = (long) LONG.get(in, at + count + i);
      long c = (long) LONG.get(in, at + 2 * count + i);
      long d = (long) LONG.get(in, at + 3 * count + i);
      long e = (long) LONG.get(in, at + 4 * count + i);
      long f = (long) LONG.get(in, at + 5 * count + i);
      long g = (long) LONG.get(in, at + 6 * count + i);
      long h = (long) LONG.get(in, at + 7 * count + i);
      long t = (a >>> 32 ^ e) & LOW_INT;
      a ^= t << 32;
      e ^= t;
      t = (b >>> 32 ^ f) & LOW_INT;
      b ^= t << 32;
      f ^= t;
      t = (c >>> 32 ^ g) & LOW_INT;
      c ^= t << 32;
      g ^= t;
      t = (d >>> 32 ^ h) & LOW_INT;
      d ^= t << 32;
      h ^= t;
      t = (a >>> 16 ^ c) & EVEN_SHORTS;
      a ^= t << 16;
      c ^= t;
      t = (b >>> 16 ^ d) & EVEN_SHORTS;
      b ^= t << 16;
      d ^= t;
      t = (e >>> 16 ^ g) & EVEN_SHORTS;
      e ^= t << 16;
      g ^= t;
      t = (f >>> 16 ^ h) & EVEN_SHORTS;
      f ^= t << 16;
      h ^= t;
      t = (a >>> 8 ^ b) & EVEN_BYTES;
      a ^= t << 8;
      b ^= t;
      t = (c >>> 8 ^ d) & EVEN_BYTES;
      c ^= t << 8;
      d ^= t;
      t = (e >>> 8 ^ f) & EVEN_BYTES;
      e ^= t << 8;
      f ^= t;
      t = (g >>> 8 ^ h) & EVEN_BYTES;
      g ^= t << 8;
      h ^= t;
      LONG.set(out, to + 8 * i, a);
      LONG.set(out, to + 8 * i + 8, b);
      LONG.set(out, to + 8 * i + 16, c);
      LONG.set(out, to + 8 * i + 24, d);
      LONG.set(out, to + 8 * i + 32, e);
      LONG.set(out, to + 8 * i + 40, f);
      LONG.set(out, to + 8 * i + 48, g);
      LONG.set(out, to + 8 * i + 56, h);
    }
    for (; i < count; i++) {
      LONG.set(out, to + 8 * i, gather(in, at + i, count));
    }
  }

  static void joinDeltas(byte[] in, int at, int count, byte[] out, int to) {
    long last = 0;
    int i = 0;
    for (; i <= count - 8; i += 8) {
      long a = (long) LONG.get(in, at + i);
      long b = (long) LONG.get(in, at + count + i);
      long c = (long) LONG.get(in, at + 2 * count + i);
      long d = (long) LONG.get(in, at + 3 * count + i);
      long e = (long) LONG.get(in, at + 4 * count + i);
      long f = (long) LONG.get(in, at + 5 * count + i);
      long g = (long) LONG.get(in, at + 6 * count + i);
      long h = (long) LONG.get(in, at + 7 * count + i);
      long t = (a >>> 32 ^ e) & LOW_INT;
      a ^= t << 32;
      e ^= t;
      t = (b >>> 32 ^ f) & LOW_INT;
      b ^= t << 32;
      f ^= t;
      t = (c >>> 32 ^ g) & LOW_INT;
      c ^= t << 32;
      g ^= t;
      t = (d >>> 32 ^ h) & LOW_INT;
      d ^= t << 32;
      h ^= t;
      t = (a >>> 16 ^ c) & EVEN_SHORTS;
      a ^= t << 16;
      c ^= t;
      t = (b >>> 16 ^ d) & EVEN_SHORTS;
      b ^= t << 16;
      d ^= t;
      t = (e >>> 16 ^ g) & EVEN_SHORTS;
      e ^= t << 16;
      g ^= t;
      t = (f >>> 16 ^ h) & EVEN_SHORTS;
      f ^= t << 16;
      h ^= t;
      t = (a >>> 8 ^ b) & EVEN_BYTES;
      a ^= t << 8;
      b ^= t;
      t = (c >>> 8 ^ d) & EVEN_BYTES;
      c ^= t << 8;
      d ^= t;
      t = (e >>> 8 ^ f) & EVEN_BYTES;
      e ^= t << 8;
      f ^= t;
      t = (g >>> 8 ^ h) & EVEN_BYTES;
      g ^= t << 8;
      h ^= t;
      a = last + unzigzag(a);
      b = a + unzigzag(b);
      c = b + unzigzag(c);
      d = c + unzigzag(d);
      e = d + unzigzag(e);
      f = e + unzigzag(f);
      g = f + unzigzag(g);
      h = g + unzigzag(h);
      last = h;
      LONG.set(out, to + 8 * i, a);
      LONG.set(out, to + 8 * i + 8, b);
      LONG.set(out, to + 8 * i + 16, c);
      LONG.set(out, to + 8 * i + 24, d);
      LONG.set(out, to + 8 * i + 32, e);
      LONG.set(out, to + 8 * i + 40, f);
      LONG.set(out, to + 8 * i + 48, g);
      LONG.set(out, to + 8 * i + 56, h);
    }
    for (; i < count; i++) {
      last += unzigzag(gather(in, at + i, count));
      LONG.set(out, to + 8 * i, last);
    }
  }

  private static long zigzag(long delta) {
    return delta << 1 ^ delta >> 63;
  }

  private static long unzigzag(long zigzag) {
    return zigzag >>> 1 ^ -(zigzag & 1);
  }

  private static void scatter(long value, byte[] out, int to, int count) {
    for (int k = 0; k < 8; k++) {
      out[to + k * count] = (byte) (value >>> 8 * k);
    }
  }

  private static long gather(byte[] in, int at, int count) {
    long value = 0;
    for (int k = 0; k < 8; k++) {
      value |= (in[at + k * count] & 0xffL) << 8 * k;
    }
    return value;
  }
}
