package io.stemma.signal;

/**
 * When samples were taken: sample i at {@code origin + (first + i) * step} seconds. A slice keeps
 * origin and step and moves {@code first}, so that slicing never changes the time of a sample, not
 * even by rounding.
 *
 * @param origin time of sample 0 of the signal that was first recorded
 * @param step seconds between samples
 * @param first number of the first sample, counted from the origin
 */
record TimeBase(double origin, double step, long first) {
  /** Up to here every sample number is exact as a double. */
  static final long MAX_SAMPLES = 1L << 53;

  TimeBase {
    String fault = fault(origin, step, first, 0);
    if (!fault.isEmpty()) {
      throw new IllegalArgumentException(fault);
    }
    origin += 0.0; // -0.0 becomes 0.0: equal times have equal bytes
  }

  /** What is wrong with a time base of so many samples; empty if nothing is. */
  static String fault(double origin, double step, long first, long length) {
    if (!Double.isFinite(origin)) {
      return "the start of a signal must be finite, in seconds, not " + origin;
    }
    if (!(step > 0 && Double.isFinite(step))) {
      return "the step of a signal must be positive and finite, in seconds, not " + step;
    }
    if (first < 0 || length < 0 || first > MAX_SAMPLES - length) {
      return "a signal cannot have " + length + " samples from number " + first;
    }
    double end = origin + (first + length) * step;
    return Double.isFinite(end) ? "" : "the last sample would be at " + end + " s";
  }

  double time(long index) {
    return origin + (first + index) * step;
  }

  TimeBase from(long index) {
    return new TimeBase(origin, step, first + index);
  }

  /**
   * The first of {@code length} samples that is not before a time; {@code length} if all are. A
   * time that misses a sample by less than a thousandth of a step, or by a few roundings, is taken
   * for that of the sample: {@code 1200 * 1e-6} is not {@code 1.2e-3} in floating point.
   */
  long indexAt(double time, long length) {
    if (Double.isNaN(time)) {
      throw new IllegalArgumentException("a time of a slice is NaN");
    }
    double rounding = 4 * Math.max(Math.ulp(time), Math.ulp(origin));
    double bound = time - Math.min(step / 2, Math.max(step / 1000, rounding));
    if (Double.isInfinite(time)) {
      bound = time;
    }
    long low = 0;
    long high = length;
    while (low < high) { // time(i) never falls, whatever the roundings
      long middle = (low + high) >>> 1;
      if (time(middle) < bound) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Whether so many samples have the same times here and there, but for rounding. */
  boolean agrees(TimeBase other, long length) {
    double tolerance = Math.min(step, other.step) / 1000;
    long last = Math.max(0, length - 1);
    return Math.abs(time(0) - other.time(0)) <= tolerance
        && Math.abs(time(last) - other.time(last)) <= tolerance;
  }

  /** In full precision, to tell two time bases apart. */
  @Override
  public String toString() {
    return origin + " s + " + step + " s * i" + (first == 0 ? "" : " from sample " + first);
  }
}
