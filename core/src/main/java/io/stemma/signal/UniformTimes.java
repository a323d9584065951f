package io.stemma.signal;

import java.nio.file.Path;

/**
 * Equal distances: sample i was taken at {@code origin + (first + i) * step} seconds. A slice keeps
 * origin and step and moves {@code first}, so that slicing never changes the time of a sample, not
 * even by rounding.
 *
 * @param origin time of sample 0 of the signal that was first recorded
 * @param step seconds between samples
 * @param first number of the first sample, counted from the origin
 */
record UniformTimes(double origin, double step, long first) implements TimeBase {
  UniformTimes {
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

  @Override
  public double time(long index) {
    return origin + (first + index) * step;
  }

  @Override
  public double start() {
    return time(0);
  }

  @Override
  public boolean isUniform() {
    return true;
  }

  @Override
  public UniformTimes slice(long from, long to) {
    return new UniformTimes(origin, step, first + from);
  }

  @Override
  public double slack() {
    return step;
  }

  @Override
  public boolean inMemory() {
    return true;
  }

  @Override
  public UniformTimes load() {
    return this;
  }

  @Override
  public boolean isIn(Path path) {
    return false;
  }

  @Override
  public Open open() {
    return this::time;
  }

  /**
   * A time that misses a sample by less than a thousandth of a step, or by a few roundings, is
   * taken for that of the sample: {@code 1200 * 1e-6} is not {@code 1.2e-3} in floating point.
   */
  @Override
  public long indexAt(double time, long length) {
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

  /** Two ends tell all about two straight lines. */
  @Override
  public long disagreement(TimeBase other, long length) {
    if (!(other instanceof UniformTimes uniform)) {
      return TimeBase.super.disagreement(other, length);
    }
    double tolerance = Math.min(step, uniform.step) / 1000;
    long last = Math.max(0, length - 1);
    if (!(Math.abs(time(0) - other.time(0)) <= tolerance)) {
      return 0;
    }
    return Math.abs(time(last) - other.time(last)) <= tolerance ? -1 : last;
  }

  /** In full precision, to tell two time bases apart. */
  @Override
  public String toString() {
    return origin + " s + " + step + " s * i" + (first == 0 ? "" : " from sample " + first);
  }
}
