package io.stemma.benchmarks.data;

/**
 * A seeded stream of random numbers that is cheap enough for one per sample: SplitMix64 (Steele,
 * Lea, Flood: Fast Splittable Pseudorandom Number Generators, 2014). Arithmetic is exact, so that
 * every machine draws the same numbers. Not thread-safe.
 */
final class Noise {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  /** Four uniform 16-bit numbers: their mean sum, and one over the standard deviation of it. */
  private static final double MEAN = 2 * 65535.0;

  private static final double SCALE = 1 / (65536.0 / StrictMath.sqrt(3));

  private long state;

  Noise(long seed) {
    state = seed;
  }

  /** A stream of its own for each seed and path of numbers beneath it. */
  static Noise of(long seed, long... path) {
    long mixed = mix(seed + GOLDEN);
    for (long step : path) {
      mixed = mix(mixed ^ mix(step + GOLDEN));
    }
    return new Noise(mixed);
  }

  private static long mix(long z) {
    long a = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
    long b = (a ^ a >>> 27) * 0x94D049BB133111EBL;
    return b ^ b >>> 31;
  }

  long nextLong() {
    state += GOLDEN;
    return mix(state);
  }

  /** A number from 0 (inclusive) to a bound (exclusive). */
  int nextInt(int bound) {
    return (int) ((nextLong() >>> 32) * bound >>> 32);
  }

  /** A number from low to high, uniform. */
  double uniform(double low, double high) {
    return low + (high - low) * (nextLong() >>> 11) * 0x1p-53;
  }

  /** Nearly normal, mean 0 and deviation 1: the sum of four uniform numbers (Irwin-Hall). */
  double normal() {
    long bits = nextLong();
    long sum = (bits & 0xFFFF) + (bits >>> 16 & 0xFFFF) + (bits >>> 32 & 0xFFFF) + (bits >>> 48);
    return (sum - MEAN) * SCALE;
  }
}
