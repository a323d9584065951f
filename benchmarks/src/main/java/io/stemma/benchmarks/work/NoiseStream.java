package io.stemma.benchmarks.work;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Bytes that neither compress nor repeat, as a function of seed and position (SplitMix64 of the
 * number of the word).
 */
public final class NoiseStream extends InputStream {
  private final long seed;
  private final long length;
  private long position;

  /**
   * Makes a stream.
   *
   * @param seed other seeds, other bytes
   * @param length how many bytes
   */
  public NoiseStream(long seed, long length) {
    this.seed = seed;
    this.length = length;
  }

  private static long word(long seed, long number) {
    long z = seed + (number + 1) * 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /**
   * The bytes at a place.
   *
   * @param seed the seed
   * @param at where they begin
   * @param count how many
   * @return the bytes
   */
  public static byte[] at(long seed, long at, int count) {
    byte[] bytes = new byte[count];
    for (int i = 0; i < count; i++) {
      bytes[i] = (byte) (word(seed, (at + i) >>> 3) >>> 8 * ((at + i) & 7));
    }
    return bytes;
  }

  @Override
  public int read() {
    return position == length ? -1 : at(seed, position++, 1)[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int count) {
    if (position == length) {
      return -1;
    }
    int n = (int) Math.min(count, length - position);
    ByteBuffer out = ByteBuffer.wrap(into, offset, n).order(ByteOrder.LITTLE_ENDIAN);
    while (out.hasRemaining()) {
      if ((position & 7) == 0 && out.remaining() >= 8) {
        out.putLong(word(seed, position >>> 3));
        position += 8;
      } else {
        out.put(at(seed, position++, 1)[0]);
      }
    }
    return n;
  }
}
