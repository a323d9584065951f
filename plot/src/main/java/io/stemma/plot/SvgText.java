package io.stemma.plot;

import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.PathIterator;

/** Numbers, texts and outlines as SVG writes them. */
final class SvgText {
  private static final double LARGEST = 1e7;

  private SvgText() {}

  /** To a hundredth of a pixel; far outside the picture it does not matter where. */
  static String number(double x) {
    long hundredths = Math.round(Math.max(-LARGEST, Math.min(LARGEST, x)) * 100);
    String sign = hundredths < 0 ? "-" : "";
    long size = Math.abs(hundredths);
    String rest = size % 100 == 0 ? "" : String.valueOf(100 + size % 100).replaceAll("^1|0$", "");
    return sign + size / 100 + (rest.isEmpty() ? "" : "." + rest);
  }

  /**
   * Fit for an element or an attribute. What XML cannot hold, or shows in another order, becomes a
   * replacement character.
   */
  static String escaped(String text) {
    StringBuilder result = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> result.append("&amp;");
                case '<' -> result.append("&lt;");
                case '>' -> result.append("&gt;");
                case '"' -> result.append("&quot;");
                default -> result.appendCodePoint(isXml(c) ? c : 0xfffd);
              }
            });
    return result.toString();
  }

  private static boolean isXml(int c) {
    boolean surrogate = c >= 0xd800 && c <= 0xdfff;
    return (c >= ' ' || c == '\t' || c == '\n' || c == '\r')
        && !surrogate
        && Character.getType(c) != Character.FORMAT // these change how others are shown
        && (c & 0xfffe) != 0xfffe
        && !(c >= 0x7f && c <= 0x9f);
  }

  static String path(Shape shape, AffineTransform transform) {
    StringBuilder text = new StringBuilder();
    double[] at = new double[6];
    for (PathIterator i = shape.getPathIterator(transform); !i.isDone(); i.next()) {
      switch (i.currentSegment(at)) {
        case PathIterator.SEG_MOVETO -> append(text.append('M'), at, 1);
        case PathIterator.SEG_LINETO -> append(text.append('L'), at, 1);
        case PathIterator.SEG_QUADTO -> append(text.append('Q'), at, 2);
        case PathIterator.SEG_CUBICTO -> append(text.append('C'), at, 3);
        default -> text.append('Z');
      }
    }
    return text.toString();
  }

  private static void append(StringBuilder text, double[] at, int points) {
    for (int i = 0; i < 2 * points; i++) {
      text.append(i == 0 ? "" : " ").append(number(at[i]));
    }
  }
}
