package io.stemma.signal;

import java.nio.ByteBuffer;

/** Samples to doubles and back. Buffers are little-endian and are used from 0. */
final class SampleCodec {
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
    switch (type) {
      case INT16 -> {
        for (int i = 0; i < count; i++) {
          target[offset + i] = bytes.getShort(2 * i);
        }
      }
      case INT32 -> {
        for (int i = 0; i < count; i++) {
          target[offset + i] = bytes.getInt(4 * i);
        }
      }
      case FLOAT32 -> {
        for (int i = 0; i < count; i++) {
          target[offset + i] = bytes.getFloat(4 * i);
        }
      }
      case FLOAT64 -> bytes.rewind().asDoubleBuffer().get(target, offset, count);
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
