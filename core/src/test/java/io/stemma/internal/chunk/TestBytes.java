package io.stemma.internal.chunk;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;

/** Bytes as instruments make them, from a seed. */
public final class TestBytes {
  private TestBytes() {}

  /** Bytes without any pattern. */
  public static byte[] random(long seed, int length) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  /** Samples of a 12-bit digitizer: a slow wave and noise. */
  public static byte[] int16(long seed, int length) {
    Random random = new Random(seed);
    ByteBuffer out = room(length, 2);
    for (int i = 0; out.remaining() >= 2; i++) {
      out.putShort((short) Math.round(1500 * Math.sin(i * 0.001) + 12 * random.nextGaussian()));
    }
    return cut(out, length);
  }

  /** A noisy signal. */
  public static byte[] float32(long seed, int length) {
    Random random = new Random(seed);
    ByteBuffer out = room(length, 4);
    for (int i = 0; out.remaining() >= 4; i++) {
      out.putFloat((float) (3.2 * Math.sin(i * 0.0005) + 0.02 * random.nextGaussian()));
    }
    return cut(out, length);
  }

  /** A time base. */
  public static byte[] float64(int length) {
    ByteBuffer out = room(length, 8);
    for (int i = 0; out.remaining() >= 8; i++) {
      out.putDouble(-0.01 + i * 2e-7);
    }
    return cut(out, length);
  }

  private static ByteBuffer room(int length, int width) {
    return ByteBuffer.allocate(length + width).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static byte[] cut(ByteBuffer out, int length) {
    byte[] bytes = new byte[length];
    out.rewind().get(bytes);
    return bytes;
  }
}
