package io.stemma.plot;

import java.math.BigDecimal;
import java.math.MathContext;
import java.text.FieldPosition;
import java.text.NumberFormat;
import java.text.ParsePosition;

/** Numbers beside an axis: the same in every country, without what rounding leaves behind. */
final class TickFormat extends NumberFormat {
  private static final long serialVersionUID = 1L;

  @Override
  public StringBuffer format(double number, StringBuffer target, FieldPosition position) {
    BigDecimal rounded = new BigDecimal(number).round(new MathContext(12)).stripTrailingZeros();
    double size = Math.abs(number);
    if (size == 0 || size >= 1e-4 && size < 1e6) {
      return target.append(rounded.toPlainString());
    }
    int exponent = rounded.precision() - rounded.scale() - 1;
    return target
        .append(rounded.scaleByPowerOfTen(-exponent).toPlainString())
        .append('e')
        .append(exponent);
  }

  @Override
  public StringBuffer format(long number, StringBuffer target, FieldPosition position) {
    return format((double) number, target, position);
  }

  @Override
  public Number parse(String text, ParsePosition position) {
    throw new UnsupportedOperationException("axes only write numbers");
  }
}
