package io.stemma.internal.provenance;

import java.util.List;
import java.util.Locale;

/** A picture as SVG: one file, without scripts, styles or anything from elsewhere. */
final class Svg {
  private static final String FONT = "system-ui, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif";

  private final Picture picture;
  private final Layout layout;
  private final StringBuilder text = new StringBuilder();

  /** What the ids end in. */
  private final String suffix;

  private Svg(Picture picture, String suffix) {
    this.picture = picture;
    this.suffix = suffix;
    this.layout = Layout.of(picture);
  }

  static String of(Picture picture) {
    return of(picture, "");
  }

  /**
   * The picture for a page that holds others: its ids are those of no other picture, but of an
   * equal one, and whose arrowheads are drawn does not matter then.
   */
  static String within(Picture picture) {
    String alone = of(picture);
    return of(picture, String.format("-%08x%04x", alone.hashCode(), alone.length() & 0xffff));
  }

  private static String of(Picture picture, String suffix) {
    Svg svg = new Svg(picture, suffix);
    svg.write();
    return svg.text.toString();
  }

  private void write() {
    String width = number(layout.width());
    String height = number(layout.height());
    line("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%s\" height=\"%s\"", width, height);
    line("  viewBox=\"0 0 %s %s\" role=\"img\" font-family=\"%s\">", width, height, FONT);
    line("<title>%s</title>", escaped(picture.title()));
    line(
        "<defs><marker id=\"head%s\" viewBox=\"0 0 8 8\" refX=\"8\" refY=\"4\" markerWidth=\"8\"",
        suffix);
    line("  markerHeight=\"8\" markerUnits=\"userSpaceOnUse\" orient=\"auto\">");
    line("<path d=\"M 0 0 L 8 4 L 0 8 z\" fill=\"%s\"/></marker></defs>", Colors.ARROW);
    line("<rect width=\"%s\" height=\"%s\" fill=\"%s\"/>", width, height, Colors.BACKGROUND);
    line(
        "<text x=\"28\" y=\"34\" font-size=\"16\" font-weight=\"600\" fill=\"%s\">%s</text>",
        Colors.TEXT, escaped(picture.title()));
    line("<g fill=\"none\" stroke=\"%s\" stroke-width=\"1.4\">", Colors.ARROW);
    picture.arrows().forEach(this::arrow);
    line("</g>");
    for (int i = 0; i < picture.boxes().size(); i++) {
      box(i, picture.boxes().get(i), layout.places().get(i));
    }
    legend(layout.height() - 22);
    line("</svg>");
  }

  private void arrow(Picture.Arrow arrow) {
    List<Layout.Point> points = layout.points(arrow);
    StringBuilder way = new StringBuilder("M ").append(point(points.get(0)));
    for (int i = 1; i < points.size(); i++) {
      Layout.Point from = points.get(i - 1);
      Layout.Point to = points.get(i);
      if (from.y() == to.y()) {
        way.append(" L ").append(point(to));
      } else {
        double half = (from.x() + to.x()) / 2;
        way.append(" C ").append(point(new Layout.Point(half, from.y())));
        way.append(' ').append(point(new Layout.Point(half, to.y())));
        way.append(' ').append(point(to));
      }
    }
    line(
        "<path id=\"n%d-n%d%s\" d=\"%s\" marker-end=\"url(#head%s)\"/>",
        arrow.source(), arrow.target(), suffix, way, suffix);
  }

  private void box(int number, Picture.Box box, Layout.Place place) {
    line("<g id=\"n%d%s\"><title>%s</title>", number, suffix, escaped(box.whole()));
    double round = box.look() == Picture.Look.ACTIVITY ? 16 : 4;
    rectangle(box.look(), place, round);
    double middle = place.x() + place.width() / 2;
    double y = place.y() + 21;
    line(
        "<text x=\"%s\" y=\"%s\" font-size=\"%s\" font-weight=\"600\" text-anchor=\"middle\""
            + " fill=\"%s\">%s</text>",
        number(middle), number(y), number(Layout.TITLE_SIZE), Colors.TEXT, escaped(box.title()));
    for (String each : box.lines()) {
      y += Layout.LINE_HEIGHT;
      line(
          "<text x=\"%s\" y=\"%s\" font-size=\"%s\" text-anchor=\"middle\" fill=\"%s\">%s</text>",
          number(middle), number(y), number(Layout.LINE_SIZE), Colors.FAINT, escaped(each));
    }
    line("</g>");
  }

  private void rectangle(Picture.Look look, Layout.Place place, double round) {
    line(
        "<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" rx=\"%s\" fill=\"%s\" stroke=\"%s\""
            + " stroke-width=\"%s\"%s/>",
        number(place.x()),
        number(place.y()),
        number(place.width()),
        number(place.height()),
        number(round),
        Colors.fill(look),
        Colors.stroke(look),
        look == Picture.Look.SUBJECT ? "2" : "1.2",
        look == Picture.Look.REST ? " stroke-dasharray=\"4 3\"" : "");
  }

  private void legend(double y) {
    line("<g id=\"legend%s\" font-size=\"11\" fill=\"%s\">", suffix, Colors.FAINT);
    rectangle(Picture.Look.ENTITY, new Layout.Place(28, y - 9, 18, 12), 3);
    line("<text x=\"52\" y=\"%s\">file or commit</text>", number(y + 1));
    rectangle(Picture.Look.ACTIVITY, new Layout.Place(150, y - 9, 18, 12), 6);
    line("<text x=\"174\" y=\"%s\">what made it</text>", number(y + 1));
    line(
        "<path d=\"M 266 %s L 290 %s\" stroke=\"%s\" stroke-width=\"1.4\""
            + " marker-end=\"url(#head%s)\"/>",
        number(y - 3), number(y - 3), Colors.ARROW, suffix);
    line("<text x=\"298\" y=\"%s\">from what was used to what came of it</text>", number(y + 1));
    line("</g>");
  }

  private void line(String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append('\n');
  }

  private static String point(Layout.Point point) {
    return number(point.x()) + " " + number(point.y());
  }

  private static String number(double value) {
    String text = String.format(Locale.ROOT, "%.1f", value);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  private static String escaped(String text) {
    return ShownText.clean(text)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
