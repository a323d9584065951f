package io.stemma.signal;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.ShortBuffer;

/** Samples to doubles and back. Buffers are little-endian and are used from 0. */
final class SampleCodec {
  /** How many samples are converted at once: they stay in the nearest cache. */
  private static final int PART = 1024;

  private SampleCodec() {}

  /** One sample at an offset in bytes. */
  static double decode(ElementType type, ByteBuffer bytes, int at) {
    return switch (type) {
      case INT16 -> bytes.getShort(at);
      case INT32 -> bytes.getInt(at);
      case FLOAT32 -> bytes.getFloat(at);
      case FLOAT64 -> bytes.getDouble(at);
    };
  }

  /** The first {@code count} samples. */
  static void decode(ElementType type, ByteBuffer bytes, double[] target, int offset, int count) {
    bytes.rewind();
    switch (type) {
      case INT16 -> decode(bytes.asShortBuffer(), target, offset, count);
      case INT32 -> decode(bytes.asIntBuffer(), target, offset, count);
      case FLOAT32 -> decode(bytes.asFloatBuffer(), target, offset, count);
      case FLOAT64 -> bytes.asDoubleBuffer().get(target, offset, count);
    }
  }

  // By way of an array, as copying all and converting then is several times as fast as asking a
  // buffer for each sample.

  private static void decode(ShortBuffer samples, double[] target, int offset, int count) {
    short[] part = new short[Math.min(PART, count)];
    for (int done = 0; done < count; done += part.length) {
      int length = Math.min(part.length, count - done);
      samples.get(part, 0, length);
      int at = offset + done;
      for (int i = 0; i < length; i++) {
        target[at + i] = part[i];
      }
    }
  }

  private static void decode(IntBuffer samples, double[] target, int offset, int count) {
    int[] part = new int[Math.min(PART, count)];
    for (int done = 0; done < count; done += part.length) {
      int length = Math.min(part.length, count - done);
      samples.get(part, 0, length);
      int at = offset + done;
      for (int i = 0; i < length; i++) {
        target[at + i] = part[i];
      }
    }
  }

  private static void decode(FloatBuffer samples, double[] target, int offset, int count) {
    float[] part = new float[Math.min(PART, count)];
    for (int done = 0; done < count; done += part.length) {
      int length = Math.min(part.length, count - done);
      samples.get(part, 0, length);
      int at = offset + done;
      for (int i = 0; i < length; i++) {
        target[at + i] = part[i];
      }
    }
  }

  /**
   * Converts and stores samples: float32 rounds to nearest, integers too, ties to even.
   *
   * @throws ArithmeticException if an integer type cannot hold a sample
   */
  static void encode(ElementType type, double[] source, int count, ByteBuffer bytes) {
    switch (type) {
      case INT16 -> {
        for (int i = 0; i < count; i++) {
          bytes.putShort(2 * i, (short) integer(source[i], Short.MIN_VALUE, Short.MAX_VALUE, type));
        }
      }
      case INT32 -> {
        for (int i = 0; i < count; i++) {
          bytes.putInt(4 * i, integer(source[i], Integer.MIN_VALUE, Integer.MAX_VALUE, type));
        }
      }
      case FLOAT32 -> {
        for (int i = 0; i < count; i++) {
          bytes.putFloat(4 * i, (float) source[i]);
        }
      }
      case FLOAT64 -> bytes.rewind().asDoubleBuffer().put(source, 0, count);
    }
  }

  private static int integer(double sample, int min, int max, ElementType type) {
    double rounded = Math.rint(sample);
    if (!(rounded >= min && rounded <= max)) {
      throw new ArithmeticException("a sample of " + sample + " is outside the range of " + type);
    }
    return (int) rounded;
  }
}
