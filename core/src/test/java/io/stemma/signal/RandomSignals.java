package io.stemma.signal;

import java.util.List;
import java.util.Random;

/** Signals of every type from a seed, with every kind of number that a type has. */
final class RandomSignals {
  private static final String[] UNITS = {
    "", "V", "10\u00b9\u2079 m\u207b\u00b3", "keV\u00b7\u03bcs"
  };

  private RandomSignals() {}

  static ElementType type(Random random) {
    return List.of(ElementType.values()).get(random.nextInt(4));
  }

  static Signal of(Random random, ElementType type) {
    // Around the length of a block, and short ones.
    int length =
        random.nextInt(4) > 0
            ? random.nextInt(200)
            : 2 * SampleCursor.BLOCK - 100 + random.nextInt(200);
    return of(random, type, length);
  }

  static Signal of(Random random, ElementType type, int length) {
    double start = (random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(8) - 4);
    double step = (1 + random.nextInt(99)) * Math.pow(10, -random.nextInt(8) - 1);
    Signal signal =
        switch (type) {
          case INT16 -> Signal.int16(start, step, shorts(random, length));
          case INT32 -> Signal.int32(start, step, random.ints(length).toArray());
          case FLOAT32 -> Signal.float32(start, step, floats(random, length));
          case FLOAT64 -> Signal.float64(start, step, doubles(random, length));
        };
    return signal.withUnit(UNITS[random.nextInt(UNITS.length)]);
  }

  /** At times of any distances, from a nanosecond to a second. */
  static Signal listed(Random random, ElementType type, int length) {
    double[] times = new double[length];
    double time = random.nextInt(1000) - 1000;
    for (int i = 0; i < length; i++) {
      time += Math.pow(10, -random.nextInt(9)) * (0.1 + random.nextDouble());
      times[i] = time;
    }
    return of(random, type, length).withTimes(times);
  }

  static short[] shorts(Random random, int length) {
    short[] samples = new short[length];
    for (int i = 0; i < length; i++) {
      samples[i] = (short) random.nextInt();
    }
    return samples;
  }

  /** Any bits: also subnormals, infinities, zeros of both signs, and quiet and signalling NaNs. */
  static float[] floats(Random random, int length) {
    int[] special = {0, 0x80000000, 0x7f800000, 0xff800000, 0x7fc00000, 0x7f800001, 0xffc12345, 1};
    float[] samples = new float[length];
    for (int i = 0; i < length; i++) {
      int bits = random.nextInt(4) == 0 ? special[random.nextInt(8)] : random.nextInt();
      samples[i] = Float.intBitsToFloat(bits);
    }
    return samples;
  }

  static double[] doubles(Random random, int length) {
    long[] special = {
      0, 1L << 63, 0x7ffL << 52, 0xfffL << 52, 0x7ff8L << 48, 0x7ff0000000000001L, -12345, 1
    };
    double[] samples = new double[length];
    for (int i = 0; i < length; i++) {
      long bits = random.nextInt(4) == 0 ? special[random.nextInt(8)] : random.nextLong();
      samples[i] = Double.longBitsToDouble(bits);
    }
    return samples;
  }
}
