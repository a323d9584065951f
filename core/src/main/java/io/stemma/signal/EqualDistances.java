package io.stemma.signal;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;

/** Finds the start and the step of times that were rounded as they were written. */
final class EqualDistances {
  private EqualDistances() {}

  /**
   * The start and step that give every time but for half of its last digit, and for no more than a
   * hundredth of a step: else 0, 1, 3 would be equally distant. The start is the first time; the
   * step is the number of fewest digits that does it, as the one that was meant mostly is.
   *
   * @param times rising
   * @param rounding which time may be wrong by how much
   * @return empty if there are no such, or fewer than two times
   */
  static Optional<UniformTimes> of(double[] times, Rounding rounding) {
    int n = times.length;
    if (n < 2) {
      return Optional.empty();
    }
    double start = times[0];
    double mean = (times[n - 1] - start) / (n - 1);
    double exact = 4 * Math.max(Math.ulp(start), Math.ulp(times[n - 1]));
    double low = 0;
    double high = Double.POSITIVE_INFINITY;
    for (int i = 1; i < n; i++) {
      double tolerance = Math.max(Math.min(rounding.of(i), mean / 100), exact);
      low = Math.max(low, (times[i] - tolerance - start) / i);
      high = Math.min(high, (times[i] + tolerance - start) / i);
    }
    if (!(low <= high) || !(mean > 0) || !Double.isFinite(mean)) {
      return Optional.empty();
    }
    double middle = Math.max(low, Math.min(high, mean));
    double step = fewestDigits(middle, low, high);
    String fault = UniformTimes.fault(start, step, 0, n);
    return fault.isEmpty() ? Optional.of(new UniformTimes(start, step, 0)) : Optional.empty();
  }

  private static double fewestDigits(double middle, double low, double high) {
    for (int digits = 1; digits <= 17; digits++) {
      double candidate = new BigDecimal(middle).round(new MathContext(digits)).doubleValue();
      if (candidate >= low && candidate <= high) {
        return candidate;
      }
    }
    return middle;
  }

  /** By how much times may be wrong. */
  @FunctionalInterface
  interface Rounding {
    double of(int index);
  }
}
