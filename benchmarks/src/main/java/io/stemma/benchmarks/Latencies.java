package io.stemma.benchmarks;

import java.util.Arrays;
import java.util.Locale;

/** Measured durations and their percentiles. Thread-safe. */
public final class Latencies {
  private long[] nanos = new long[1024];
  private int count;

  /** Adds a duration. */
  public synchronized void add(long duration) {
    if (count == nanos.length) {
      nanos = Arrays.copyOf(nanos, 2 * count);
    }
    nanos[count++] = duration;
  }

  /** How many were added. */
  public synchronized int count() {
    return count;
  }

  /**
   * The smallest added duration that at least a share of them does not exceed (nearest rank).
   *
   * @param percent over 0, up to 100
   * @return nanoseconds
   */
  public synchronized long percentile(double percent) {
    if (count == 0) {
      throw new IllegalStateException("no duration was added");
    }
    if (!(percent > 0 && percent <= 100)) {
      throw new IllegalArgumentException("a percentile is over 0 and up to 100, not " + percent);
    }
    Arrays.sort(nanos, 0, count);
    return nanos[(int) Math.ceil(percent * count / 100) - 1];
  }

  /** The same in milliseconds. */
  public double percentileMillis(double percent) {
    return percentile(percent) / 1e6;
  }

  /** Median, 99th percentile and maximum. */
  @Override
  public synchronized String toString() {
    if (count == 0) {
      return "none";
    }
    return String.format(
        Locale.ROOT,
        "%d: p50 %.2f ms, p99 %.2f ms, max %.2f ms",
        count,
        percentileMillis(50),
        percentileMillis(99),
        percentileMillis(100));
  }
}
