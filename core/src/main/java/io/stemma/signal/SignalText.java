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
    text.append(", ").append(number(signal.start()));
    if (signal.length() > 1) {
      text.append(" to ").append(number(signal.time(signal.length() - 1)));
    }
    text.append(" s, every ").append(number(signal.step())).append(" s");
    if (file != null) {
      return text.append(", from ").append(file).toString();
    }
    for (int i = 0; i < Math.min(SHOWN, signal.length()); i++) {
      text.append(i == 0 ? ": " : ", ").append(number(signal.value(i)));
    }
    return text.append(signal.length() > SHOWN ? ", ..." : "").toString();
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
