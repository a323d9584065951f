package io.stemma.signal;

import java.util.Optional;

/** What {@link SignalDifference} counts while it goes over the samples of two signals. */
final class Comparison {
  final long compared;
  final Largest absolute;
  final Largest relative;
  final Largest ulps;
  final Tradeoffs tradeoffs = new Tradeoffs();
  long differing;
  long nanMismatches;
  long first = -1;

  private final ElementType line;

  private Comparison(Signal left, Signal right, long compared) {
    this.compared = compared;
    this.absolute = new Largest();
    this.relative = new Largest();
    this.ulps = new Largest();
    this.line = numberLine(left.type(), right.type());
  }

  /** Compares the first samples. */
  static Comparison of(Signal left, Signal right, long compared) {
    Comparison result = new Comparison(left, right, compared);
    Signal a = left.slice(0, result.compared);
    Signal b = right.slice(0, result.compared);
    double[] x = Arithmetic.block(a);
    double[] y = Arithmetic.block(b);
    try (SampleCursor ca = a.cursor();
        SampleCursor cb = b.cursor()) {
      while (ca.next() && cb.next()) {
        ca.copyTo(x, 0);
        cb.copyTo(y, 0);
        for (int i = 0; i < ca.count(); i++) {
          if (x[i] != y[i]) {
            result.differ(x[i], y[i], ca.index() + i);
          }
        }
      }
    }
    if (result.differing > result.nanMismatches) { // now, as times may be in the file, too
      try (TimeBase.Open times = a.header().times().open()) {
        result.absolute.find(times);
        result.relative.find(times);
        result.ulps.find(times);
      }
    }
    return result;
  }

  private static ElementType numberLine(ElementType a, ElementType b) {
    if (a == b) {
      return a;
    }
    return a.isInteger() && b.isInteger() ? ElementType.INT32 : ElementType.FLOAT64;
  }

  private void differ(double x, double y, long index) {
    boolean oneIsNaN = Double.isNaN(x) || Double.isNaN(y);
    if (oneIsNaN && Double.isNaN(x) && Double.isNaN(y)) {
      return;
    }
    if (differing++ == 0) {
      first = index;
    }
    if (oneIsNaN) {
      nanMismatches++;
      return;
    }
    double a = Math.abs(x - y);
    double r = relative(x, y, a);
    absolute.meet(a, index);
    relative.meet(r, index);
    ulps.meet(ulps(x, y, line), index);
    tradeoffs.add(a, r);
  }

  private static double relative(double x, double y, double difference) {
    double larger = Math.max(Math.abs(x), Math.abs(y));
    if (Double.isInfinite(difference) && !Double.isInfinite(larger)) {
      return Math.abs(x / larger - y / larger); // the difference alone overflows
    }
    return Double.isInfinite(larger) ? Double.POSITIVE_INFINITY : difference / larger;
  }

  /** Steps between two numbers that are not NaN, on the number line of a type. */
  static double ulps(double x, double y, ElementType line) {
    if (Double.isInfinite(x) || Double.isInfinite(y)) {
      return x == y ? 0 : Double.POSITIVE_INFINITY;
    }
    return switch (line) {
      case INT16, INT32 -> Math.abs(x - y);
      case FLOAT32 -> Math.abs((double) ((long) place((float) x) - place((float) y)));
      case FLOAT64 -> {
        long a = place(x);
        long b = place(y);
        // Beyond 2^63 steps a double cannot count exactly anyway.
        yield (a < 0) == (b < 0) ? Math.abs((double) (a - b)) : Math.abs((double) a - (double) b);
      }
    };
  }

  /** Number of a float on the number line: 0 for both zeros, then up and down one by one. */
  private static int place(float x) {
    int bits = Float.floatToIntBits(x);
    return bits < 0 ? Integer.MIN_VALUE - bits : bits;
  }

  private static long place(double x) {
    long bits = Double.doubleToLongBits(x);
    return bits < 0 ? Long.MIN_VALUE - bits : bits;
  }

  /** A largest value so far, and the first place where it was met. */
  static final class Largest {
    double amount;
    private long index = -1;
    private double time;

    private void meet(double x, long at) {
      if (x > amount) {
        amount = x;
        index = at;
      }
    }

    private void find(TimeBase.Open times) {
      time = index < 0 ? 0 : times.at(index);
    }

    Optional<SignalDifference.Extreme> toExtreme() {
      return index < 0
          ? Optional.empty()
          : Optional.of(new SignalDifference.Extreme(amount, index, time));
    }
  }
}
