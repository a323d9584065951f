package io.stemma.internal.table;

import java.util.regex.Pattern;

/** Text as a fragment of HTML that is XML, too. Borders are of a grey that is seen on any page. */
final class Html {
  private static final Pattern NAME = Pattern.compile("[0-9a-f]{12}|/\\S*|\\S+:/\\S*");
  private static final String LINE = "1px solid rgba(128,128,128,0.35)";
  private static final String CELL = "padding:2px 12px 2px 0;vertical-align:top;white-space:";
  private static final int NARROW = 60;

  private final StringBuilder out = new StringBuilder();

  /** Something all around, which may be wider than the page. */
  static String framed(Html content) {
    return "<div style=\"overflow-x:auto;line-height:1.45\">" + content.out + "</div>\n";
  }

  Html title(String text) {
    out.append("<div style=\"font-weight:600;white-space:pre-wrap\">");
    out.append(escaped(text)).append("</div>\n");
    return this;
  }

  Html faint(String text) {
    out.append("<div style=\"opacity:0.65\">").append(escaped(text)).append("</div>\n");
    return this;
  }

  Html open(String element, String style) {
    out.append('<').append(element);
    out.append(style.isEmpty() ? "" : " style=\"" + style + "\"").append('>');
    return this;
  }

  Html close(String element) {
    out.append("</").append(element).append(">\n");
    return this;
  }

  /** What is below something: further in, at a line that leads to it. */
  Html openList() {
    return open("ul", "list-style:none;margin:0 0 0 4px;padding:0 0 0 1.2em;border-left:" + LINE);
  }

  Html openTable() {
    return open(
        "table",
        "border-collapse:collapse;border:none;margin:2px 0;font-size:inherit;color:inherit");
  }

  Html head(String text, boolean right) {
    String style = CELL + "pre;font-weight:600;border-bottom:" + LINE;
    return open("th", style + align(right)).text(text).close("th");
  }

  Html cell(String text, boolean right) {
    // What is short stays in one line, so that columns are as wide as they need.
    String wrap = text.length() <= NARROW ? "pre" : "pre-wrap";
    return open("td", CELL + wrap + align(right)).text(text).close("td");
  }

  private static String align(boolean right) {
    return ";text-align:" + (right ? "right;font-variant-numeric:tabular-nums" : "left");
  }

  /** Text; what is an id or a path is set like code. */
  Html text(String text) {
    String safe = escaped(text);
    boolean isName = NAME.matcher(text).matches();
    out.append(
        isName ? "<span style=\"font-family:ui-monospace,monospace\">" + safe + "</span>" : safe);
    return this;
  }

  /** A part of a line, apart from the next one. */
  Html part(String text) {
    return open("span", "margin-right:1em;white-space:pre-wrap").text(text).inline("span");
  }

  private Html inline(String element) {
    out.append("</").append(element).append('>');
    return this;
  }

  /** Text for an element or an attribute. */
  static String escaped(String text) {
    StringBuilder safe = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                case '\n', '\t' -> safe.append((char) c);
                default -> safe.appendCodePoint(isShown(c) ? c : 0xfffd);
              }
            });
    return safe.toString();
  }

  private static boolean isShown(int c) {
    int type = Character.getType(c);
    return type != Character.CONTROL
        && type != Character.FORMAT
        && type != Character.SURROGATE
        && type != Character.UNASSIGNED
        && type != Character.LINE_SEPARATOR
        && type != Character.PARAGRAPH_SEPARATOR;
  }
}
