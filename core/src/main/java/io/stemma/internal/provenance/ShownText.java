package io.stemma.internal.provenance;

/** Text as pictures show it: in one line, of a bounded width, without what makes it look else. */
final class ShownText {
  private static final String NARROW = "iljtI.,:;'|!()[]{}/\\\"`";
  private static final String WIDE = "mwMW@%&";
  private static final String ELLIPSIS = "\u2026";

  private ShownText() {}

  /**
   * The width in units of the size of the font. Fonts differ: this is that of wide ones, so that
   * text does not leave its box.
   */
  static double width(String text) {
    return text.codePoints().mapToDouble(ShownText::width).sum();
  }

  private static double width(int c) {
    if (c < 0x80) {
      if (NARROW.indexOf(c) >= 0) {
        return 0.42;
      } else if (WIDE.indexOf(c) >= 0) {
        return 0.98;
      }
      return c == ' ' ? 0.35 : c >= 'A' && c <= 'Z' ? 0.72 : 0.64;
    }
    return c < 0x1100 ? 0.8 : 1.05;
  }

  /** The text, cut in the middle where it is wider. */
  static String cut(String text, double width) {
    int[] all = clean(text).codePoints().limit(10_000).toArray();
    String whole = new String(all, 0, all.length);
    if (width(whole) <= width) {
      return whole;
    }
    double left = width - width(ELLIPSIS.codePointAt(0));
    int head = 0;
    int tail = all.length;
    while (head < tail) {
      boolean front = head <= all.length - tail;
      left -= width(all[front ? head : tail - 1]);
      if (left < 0) {
        break;
      }
      if (front) {
        head++;
      } else {
        tail--;
      }
    }
    return new String(all, 0, head) + ELLIPSIS + new String(all, tail, all.length - tail);
  }

  /** Controls, and what turns the direction of writing, are shown as such. */
  static String clean(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              int type = Character.getType(c);
              boolean shown =
                  type != Character.CONTROL
                      && type != Character.FORMAT
                      && type != Character.SURROGATE
                      && type != Character.UNASSIGNED
                      && type != Character.LINE_SEPARATOR
                      && type != Character.PARAGRAPH_SEPARATOR;
              out.appendCodePoint(shown ? c : 0xfffd);
            });
    return out.toString();
  }
}
