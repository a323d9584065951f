package io.stemma.plot;

import java.util.List;
import org.jfree.data.Range;

/**
 * In what unit times are shown, and which.
 *
 * @param unit s, ms, µs or ns
 * @param perSecond how many of them a second has
 * @param range from when to when, in this unit
 */
record Scale(String unit, double perSecond, Range range) {
  /** A range that is shorter, compared with its place, would have no ticks of their own. */
  private static final double FINEST = 1e-10;

  /** Later times, and earlier ones, are beyond the picture: the range may have no length. */
  private static final double LIMIT = 1e300;

  static Scale of(List<Panel> panels) {
    double from =
        panels.stream()
            .mapToDouble(each -> each.times().from())
            .filter(Double::isFinite)
            .map(Scale::limited)
            .min()
            .orElse(0);
    double to =
        panels.stream()
            .mapToDouble(each -> each.times().to())
            .filter(Double::isFinite)
            .map(Scale::limited)
            .max()
            .orElse(1);
    double largest = Math.max(Math.abs(from), Math.abs(to));
    if (largest >= 1 || largest == 0) {
      return new Scale("s", 1, range(from, to, 0));
    }
    if (largest >= 1e-3) {
      return new Scale("ms", 1e3, range(from * 1e3, to * 1e3, 0));
    }
    return largest >= 1e-6
        ? new Scale("\u00b5s", 1e6, range(from * 1e6, to * 1e6, 0))
        : new Scale("ns", 1e9, range(from * 1e9, to * 1e9, 0));
  }

  private static double limited(double time) {
    return Math.max(-LIMIT, Math.min(LIMIT, time));
  }

  double[] apply(double[] seconds) {
    double[] result = new double[seconds.length];
    for (int i = 0; i < seconds.length; i++) {
      result[i] = seconds[i] * perSecond;
    }
    return result;
  }

  /** The range of all values, with some room above and below; 0 to 1 if there are none. */
  static Range valueRange(List<Trace> traces) {
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    for (Trace trace : traces) {
      for (double value : trace.values()) {
        min = value < min ? value : min; // a NaN is not
        max = value > max ? value : max;
      }
    }
    return min > max ? new Range(0, 1) : range(min, max, 0.05);
  }

  /** Never without length, so that an axis can be divided. */
  private static Range range(double min, double max, double margin) {
    double magnitude = Math.max(Math.abs(min), Math.abs(max));
    double least = magnitude == 0 ? 1 : Math.max(magnitude * FINEST, 1e-290);
    double room = (max - min) * margin;
    if (max - min < least) {
      room = max == min && magnitude > 1e-280 ? magnitude / 10 : least;
    }
    return magnitude == 0 && max == min ? new Range(-1, 1) : new Range(min - room, max + room);
  }
}
