package io.stemma.signal;

import java.util.NoSuchElementException;

/** Numbers that sum up a signal, in one pass. */
final class Statistics {
  private Statistics() {}

  static double max(Signal signal) {
    double[] block = block(signal, "largest sample");
    double max = Double.NEGATIVE_INFINITY;
    try (SampleCursor cursor = signal.cursor()) {
      while (cursor.next()) {
        cursor.copyTo(block, 0);
        for (int i = 0; i < cursor.count(); i++) {
          max = Math.max(max, block[i]);
        }
      }
    }
    return max;
  }

  static double min(Signal signal) {
    double[] block = block(signal, "smallest sample");
    double min = Double.POSITIVE_INFINITY;
    try (SampleCursor cursor = signal.cursor()) {
      while (cursor.next()) {
        cursor.copyTo(block, 0);
        for (int i = 0; i < cursor.count(); i++) {
          min = Math.min(min, block[i]);
        }
      }
    }
    return min;
  }

  static double mean(Signal signal) {
    double[] block = block(signal, "mean");
    Sum sum = new Sum();
    try (SampleCursor cursor = signal.cursor()) {
      while (cursor.next()) {
        cursor.copyTo(block, 0);
        for (int i = 0; i < cursor.count(); i++) {
          sum.add(block[i]);
        }
      }
    }
    return sum.value() / signal.length();
  }

  static double rms(Signal signal) {
    double[] block = block(signal, "root mean square");
    Sum sum = new Sum();
    try (SampleCursor cursor = signal.cursor()) {
      while (cursor.next()) {
        cursor.copyTo(block, 0);
        for (int i = 0; i < cursor.count(); i++) {
          sum.add(block[i] * block[i]);
        }
      }
    }
    return Math.sqrt(sum.value() / signal.length());
  }

  private static double[] block(Signal signal, String what) {
    if (signal.length() == 0) {
      throw new NoSuchElementException("a signal without samples has no " + what);
    }
    return Arithmetic.block(signal);
  }

  /** A sum that keeps what rounding loses (Neumaier 1974). */
  private static final class Sum {
    private double sum;
    private double lost;

    void add(double x) {
      double t = sum + x;
      lost += Math.abs(sum) >= Math.abs(x) ? sum - t + x : x - t + sum;
      sum = t;
    }

    double value() {
      return Double.isFinite(sum) ? sum + lost : sum;
    }
  }
}
