package io.stemma.internal.provenance;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Where the boxes and arrows of a picture are, in pixels. No two boxes overlap. */
final class Layout {
  static final double TITLE_SIZE = 13;
  static final double LINE_SIZE = 11;
  static final double LINE_HEIGHT = 15;

  /** How much wider bold text is. */
  private static final double BOLD = 1.1;

  private static final double PADDING = 14;
  private static final double TOP = 27;
  private static final double BOTTOM = 9;
  private static final double MARGIN = 28;
  private static final double HEADING = 34;
  private static final double BETWEEN_COLUMNS = 64;
  private static final double BETWEEN_BOXES = 20;
  private static final double BETWEEN_BENDS = 10;
  private static final int SWEEPS = 10;

  /** Where a box is. */
  record Place(double x, double y, double width, double height) {
    double right() {
      return x + width;
    }

    double middle() {
      return y + height / 2;
    }
  }

  /** A point of an arrow. */
  record Point(double x, double y) {}

  private final Picture picture;
  private final Layers layers;
  private final Map<Layers.Cell, Double> middles = new HashMap<>();
  private final double[] lefts;
  private final double[] widths;
  private final List<Place> places = new ArrayList<>();

  private Layout(Picture picture) {
    this.picture = picture;
    this.layers = Layers.of(picture);
    this.widths = new double[layers.columns().size()];
    this.lefts = new double[widths.length];
  }

  static Layout of(Picture picture) {
    Layout layout = new Layout(picture);
    layout.placeColumns();
    layout.placeCells();
    layout.placeBoxes();
    return layout;
  }

  /** Where the boxes are, in their order. */
  List<Place> places() {
    return places;
  }

  double width() {
    double right = places.stream().mapToDouble(Place::right).max().orElse(0);
    double heading = ShownText.width(picture.title()) * TITLE_SIZE * 1.3 + MARGIN;
    return Math.max(Math.max(right, heading) + MARGIN, 560);
  }

  double height() {
    double bottom = places.stream().mapToDouble(p -> p.y + p.height).max().orElse(0);
    double bends = middles.values().stream().mapToDouble(d -> d).max().orElse(0);
    return Math.max(bottom, bends + MARGIN + HEADING) + 2 * MARGIN;
  }

  /**
   * The points of an arrow: beginning and end of each straight piece, between which it is curved.
   * Straight are the pieces within columns.
   */
  List<Point> points(Picture.Arrow arrow) {
    List<Layers.Cell> way = layers.way(arrow);
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < way.size(); i++) {
      Layers.Cell cell = way.get(i);
      double y = y(cell);
      double left = lefts[cell.column];
      double right = left + widths[cell.column];
      if (i > 0) {
        points.add(new Point(left, y));
      }
      if (i == 0) {
        points.add(new Point(places.get(cell.box).right(), y));
      } else if (i == way.size() - 1) {
        points.add(new Point(places.get(cell.box).x(), y));
      }
      if (i < way.size() - 1) {
        points.add(new Point(right, y));
      }
    }
    return points;
  }

  private double y(Layers.Cell cell) {
    return middles.getOrDefault(cell, 0.0) + MARGIN + HEADING;
  }

  private static double width(Picture.Box box) {
    double title = ShownText.width(box.title()) * TITLE_SIZE * BOLD;
    double lines =
        box.lines().stream().mapToDouble(l -> ShownText.width(l) * LINE_SIZE).max().orElse(0);
    return Math.max(Math.max(title, lines), 60) + 2 * PADDING;
  }

  private static double height(Picture.Box box) {
    return TOP + LINE_HEIGHT * box.lines().size() + BOTTOM;
  }

  private double height(Layers.Cell cell) {
    return cell.isBend() ? 0 : height(picture.boxes().get(cell.box));
  }

  private void placeColumns() {
    double x = MARGIN;
    for (int i = 0; i < widths.length; i++) {
      widths[i] =
          layers.columns().get(i).stream()
              .filter(cell -> !cell.isBend())
              .mapToDouble(cell -> width(picture.boxes().get(cell.box)))
              .max()
              .orElse(0);
      lefts[i] = x;
      x += widths[i] + BETWEEN_COLUMNS;
    }
  }

  private void placeBoxes() {
    Place[] found = new Place[picture.boxes().size()];
    for (List<Layers.Cell> column : layers.columns()) {
      for (Layers.Cell cell : column) {
        if (!cell.isBend()) {
          Picture.Box box = picture.boxes().get(cell.box);
          double x = lefts[cell.column] + (widths[cell.column] - width(box)) / 2;
          found[cell.box] = new Place(x, y(cell) - height(box) / 2, width(box), height(box));
        }
      }
    }
    places.addAll(List.of(found));
  }

  /** Each cell as near to those that it is joined to as the order of its column allows. */
  private void placeCells() {
    layers.columns().forEach(column -> place(column, new double[column.size()]));
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      for (int i = 0; i < widths.length; i++) {
        List<Layers.Cell> column = layers.columns().get(sweep % 2 == 0 ? widths.length - 1 - i : i);
        place(column, column.stream().mapToDouble(this::wanted).toArray());
      }
    }
    double top = Double.MAX_VALUE;
    for (Layers.Cell cell : middles.keySet()) {
      top = Math.min(top, middles.getOrDefault(cell, 0.0) - height(cell) / 2);
    }
    double shift = top;
    middles.replaceAll((cell, middle) -> middle - shift);
  }

  private double wanted(Layers.Cell cell) {
    double own = middles.getOrDefault(cell, 0.0);
    return Stream.concat(cell.before.stream(), cell.behind.stream())
        .mapToDouble(other -> middles.getOrDefault(other, own))
        .average()
        .orElse(own);
  }

  /**
   * Places a column with the least squares of the ways from where its cells want to be. With the
   * distances taken off, that is isotonic regression, solved by pooling adjacent violators (Ayer et
   * al. 1955).
   */
  private void place(List<Layers.Cell> column, double[] wanted) {
    double[] offsets = new double[wanted.length];
    for (int i = 1; i < wanted.length; i++) {
      offsets[i] = offsets[i - 1] + distance(column.get(i - 1), column.get(i));
    }
    double[] means = new double[wanted.length];
    int[] sizes = new int[wanted.length];
    int pools = 0;
    for (int i = 0; i < wanted.length; i++) {
      means[pools] = wanted[i] - offsets[i];
      sizes[pools] = 1;
      pools++;
      while (pools > 1 && means[pools - 2] > means[pools - 1]) {
        int size = sizes[pools - 2] + sizes[pools - 1];
        means[pools - 2] =
            (means[pools - 2] * sizes[pools - 2] + means[pools - 1] * sizes[pools - 1]) / size;
        sizes[pools - 2] = size;
        pools--;
      }
    }
    int at = 0;
    for (int pool = 0; pool < pools; pool++) {
      for (int i = 0; i < sizes[pool]; i++) {
        middles.put(column.get(at), means[pool] + offsets[at]);
        at++;
      }
    }
  }

  private double distance(Layers.Cell upper, Layers.Cell lower) {
    boolean bends = upper.isBend() || lower.isBend();
    return (height(upper) + height(lower)) / 2 + (bends ? BETWEEN_BENDS : BETWEEN_BOXES);
  }
}
