package io.stemma.signal;

import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/** Signals from signals, block by block. */
final class Arithmetic {
  private Arithmetic() {}

  /** Applies an operator to every sample and stores the results as a type. */
  static MemorySamples map(Signal signal, ElementType type, DoubleUnaryOperator operator) {
    MemorySamples.Builder result = new MemorySamples.Builder(type, signal.length());
    double[] block = block(signal);
    try (SampleCursor cursor = signal.cursor()) {
      while (cursor.next()) {
        cursor.copyTo(block, 0);
        for (int i = 0; i < cursor.count(); i++) {
          block[i] = operator.applyAsDouble(block[i]);
        }
        SampleCodec.encode(type, block, cursor.count(), result.next());
      }
    }
    return result.build();
  }

  /** Copies samples as they are. */
  static MemorySamples copy(Signal signal) {
    MemorySamples.Builder result = new MemorySamples.Builder(signal.type(), signal.length());
    try (SampleCursor cursor = signal.cursor()) {
      while (cursor.next()) {
        result.next().put(cursor.bytes());
      }
    }
    return result.build();
  }

  /**
   * Refuses two signals that cannot be combined sample by sample.
   *
   * @throws IllegalArgumentException if they differ in length, times or unit
   */
  static void requireMatch(Signal a, Signal b) {
    if (a.length() != b.length()) {
      throw new IllegalArgumentException(
          "signals of " + a.length() + " and " + b.length() + " samples cannot be combined");
    }
    TimeBase times = a.header().times();
    long apart = times.disagreement(b.header().times(), a.length());
    if (apart >= 0) {
      boolean listed = !a.isUniform() || !b.isUniform();
      throw new IllegalArgumentException(
          "signals with different times cannot be combined: "
              + times
              + " and "
              + b.header().times()
              + (listed
                  ? "; sample "
                      + apart
                      + " is at "
                      + a.time(apart)
                      + " s and "
                      + b.time(apart)
                      + " s"
                  : ""));
    }
    if (!a.unit().equals(b.unit())) {
      throw new IllegalArgumentException(
          "signals in \""
              + a.unit()
              + "\" and \""
              + b.unit()
              + "\" cannot be added; convert one and give it the unit with withUnit");
    }
  }

  /** Applies an operator to the samples of two signals with the same times. */
  static MemorySamples combine(Signal a, Signal b, DoubleBinaryOperator operator) {
    requireMatch(a, b);
    MemorySamples.Builder result = new MemorySamples.Builder(ElementType.FLOAT64, a.length());
    double[] left = block(a);
    double[] right = block(b);
    try (SampleCursor ca = a.cursor();
        SampleCursor cb = b.cursor()) {
      while (ca.next() && cb.next()) {
        ca.copyTo(left, 0);
        cb.copyTo(right, 0);
        for (int i = 0; i < ca.count(); i++) {
          left[i] = operator.applyAsDouble(left[i], right[i]);
        }
        SampleCodec.encode(ElementType.FLOAT64, left, ca.count(), result.next());
      }
    }
    return result.build();
  }

  /** Room for one block of a signal. */
  static double[] block(Signal signal) {
    return new double[(int) Math.min(SampleCursor.BLOCK, signal.length())];
  }

  /**
   * The mean of {@code n} samples around each. Sums run over no more than a window and never
   * subtract, so errors do not pile up and a NaN spoils only the windows that hold it: the samples
   * are cut into pieces as long as a window, and a window is the end of one piece and the beginning
   * of the next (van Herk 1992, Gil and Werman 1993, there for minima).
   */
  static double[] boxcar(double[] x, int n) {
    if (n < 1) {
      throw new IllegalArgumentException("a boxcar needs at least 1 sample, not " + n);
    }
    if (x.length == 0) {
      return x;
    }
    int left = Math.min((n - 1) / 2, x.length - 1);
    int right = Math.min(n / 2, x.length - 1);
    double[] result = new double[x.length];
    double[] ends = new double[left + right + 1];
    for (long piece = -left; piece < x.length; piece += ends.length) {
      boxcar(x, (int) piece, left, right, ends, result);
    }
    return result;
  }

  /** The windows that begin in one piece. */
  private static void boxcar(
      double[] x, int piece, int left, int right, double[] ends, double[] result) {
    int width = ends.length;
    double sum = 0;
    for (int i = width - 1; i >= 0; i--) {
      sum += at(x, (long) piece + i);
      ends[i] = sum;
    }
    double beginning = 0;
    for (int i = 0; i < width; i++) {
      long center = (long) piece + i + left;
      if (center < x.length) {
        long count = Math.min(center + right, x.length - 1) - Math.max(center - left, 0) + 1;
        result[(int) center] = (ends[i] + beginning) / count;
      }
      beginning += at(x, (long) piece + width + i);
    }
  }

  private static double at(double[] x, long index) {
    return index >= 0 && index < x.length ? x[(int) index] : 0;
  }
}
