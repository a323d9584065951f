package io.stemma.signal;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How signals and their differences print: one line each, made for JShell. */
final class SignalText {
  private static final int SHOWN = 5;

  private SignalText() {}

  static String describe(Signal signal, @Nullable Object file) {
    StringBuilder text = new StringBuilder("Signal of ");
    text.append(count(signal.length())).append(' ').append(signal.type());
    if (!signal.unit().isEmpty()) {
      text.append(" in ").append(signal.unit());
    }
    times(text, signal.header().times(), signal.length());
    if (file != null) {
      return text.append(", from ").append(file).toString();
    }
    for (int i = 0; i < Math.min(SHOWN, signal.length()); i++) {
      text.append(i == 0 ? ": " : ", ").append(number(signal.value(i)));
    }
    return text.append(signal.length() > SHOWN ? ", ..." : "").toString();
  }

  static String describe(Signal2D signal, @Nullable Object file) {
    StringBuilder text = new StringBuilder("Signal of ");
    text.append(count(signal.rows())).append(" x ").append(count(signal.columns()));
    text.append(' ').append(signal.type());
    text.append(signal.unit().isEmpty() ? "" : " in " + signal.unit());
    times(text, signal.times(), signal.rows());
    Columns columns = signal.columnsAndPlaces();
    if (columns.listed()) {
      text.append(", columns at ").append(number(columns.coordinate(0)));
      text.append(columns.count() > 2 ? ", ..." : "");
      if (columns.count() > 1) {
        text.append(", ").append(number(columns.coordinate(columns.count() - 1)));
      }
      text.append(columns.unit().isEmpty() ? "" : " " + columns.unit());
    }
    if (file != null) {
      return text.append(", from ").append(file).toString();
    }
    int shown = signal.rows() == 0 ? 0 : Math.min(SHOWN, signal.columns());
    for (int i = 0; i < shown; i++) {
      text.append(i == 0 ? ": " : ", ").append(number(signal.value(0, i)));
    }
    return text.append(shown > 0 && signal.all().length() > shown ? ", ..." : "").toString();
  }

  /** From when to when, and how. */
  static void times(StringBuilder text, TimeBase times, long length) {
    if (length > 0 || times.isUniform()) {
      text.append(", ").append(number(times.start()));
      text.append(length > 1 ? " to " + number(times.time(length - 1)) : "").append(" s");
    }
    text.append(times.isUniform() ? ", every " + number(times.step()) + " s" : ", at listed times");
  }

  /** By which power of ten a unit of time differs from a second; null if it is none. */
  static @Nullable Integer powerOfSeconds(String unit) {
    return switch (unit) {
      case "s" -> 0;
      case "ms" -> -3;
      case "us", "\u00b5s", "\u03bcs" -> -6;
      case "ns" -> -9;
      default -> null;
    };
  }

  /** With separators between thousands. */
  static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /** Six digits are enough for the eye; exponents are multiples of three. */
  static String number(double x) {
    if (!Double.isFinite(x) || x == 0) {
      return x == 0 ? "0" : Double.toString(x);
    }
    BigDecimal rounded = new BigDecimal(x).round(new MathContext(6)).stripTrailingZeros();
    boolean plain = Math.abs(x) >= 1e-3 && Math.abs(x) < 1e6;
    return plain ? rounded.toPlainString() : engineering(rounded);
  }

  /** One to three digits before the point, and an exponent that is a multiple of three. */
  private static String engineering(BigDecimal x) {
    int exponent = Math.floorDiv(x.precision() - x.scale() - 1, 3) * 3;
    return x.scaleByPowerOfTen(-exponent).stripTrailingZeros().toPlainString() + "e" + exponent;
  }
}
