package io.stemma.internal.provenance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Puts the boxes of a picture into columns, so that arrows lead to the right, and into an order
 * within each column in which few arrows cross: the method of Sugiyama, Tagawa and Toda (1981). An
 * arrow over several columns passes through bends; arrows from one box share them.
 */
final class Layers {
  private static final int SWEEPS = 8;

  /** A box, or a bend of arrows. */
  static final class Cell {
    /** The number of the box; less than 0 for a bend. */
    final int box;

    final int column;
    final List<Cell> before = new ArrayList<>();
    final List<Cell> behind = new ArrayList<>();
    double place;

    Cell(int box, int column) {
      this.box = box;
      this.column = column;
    }

    boolean isBend() {
      return box < 0;
    }

    private void joinTo(Cell next) {
      if (!behind.contains(next)) {
        behind.add(next);
        next.before.add(this);
      }
    }
  }

  private final Picture picture;
  private final List<List<Cell>> columns = new ArrayList<>();
  private final List<Cell> cells = new ArrayList<>();
  private final Map<Picture.Arrow, List<Cell>> ways = new HashMap<>();

  private Layers(Picture picture) {
    this.picture = picture;
  }

  static Layers of(Picture picture) {
    Layers layers = new Layers(picture);
    layers.makeColumns(layers.columnNumbers());
    layers.makeWays();
    layers.order();
    return layers;
  }

  List<List<Cell>> columns() {
    return columns;
  }

  /** The cells that an arrow passes, both ends included. */
  List<Cell> way(Picture.Arrow arrow) {
    return ways.getOrDefault(arrow, List.of());
  }

  /** As far to the right as what comes of each box allows. */
  private int[] columnNumbers() {
    int count = picture.boxes().size();
    Map<String, List<String>> followers = new HashMap<>();
    for (Picture.Arrow arrow : picture.arrows()) {
      followers
          .computeIfAbsent("" + arrow.source(), n -> new ArrayList<>())
          .add("" + arrow.target());
    }
    List<String> order =
        FlowOrder.of(IntStream.range(0, count).mapToObj(n -> "" + n).toList(), followers);
    int[] fromRight = new int[count];
    for (int i = count - 1; i >= 0; i--) {
      int box = Integer.parseInt(order.get(i));
      for (String follower : followers.getOrDefault(order.get(i), List.of())) {
        fromRight[box] = Math.max(fromRight[box], 1 + fromRight[Integer.parseInt(follower)]);
      }
    }
    int last = Arrays.stream(fromRight).max().orElse(0);
    return Arrays.stream(fromRight).map(n -> last - n).toArray();
  }

  private void makeColumns(int[] numbers) {
    for (int i = 0; i <= Arrays.stream(numbers).max().orElse(0); i++) {
      columns.add(new ArrayList<>());
    }
    for (int box = 0; box < numbers.length; box++) {
      cells.add(add(new Cell(box, numbers[box])));
    }
  }

  private Cell add(Cell cell) {
    List<Cell> column = columns.get(cell.column);
    cell.place = column.size();
    column.add(cell);
    return cell;
  }

  private void makeWays() {
    Map<Integer, List<Cell>> bends = new HashMap<>();
    for (Picture.Arrow arrow : picture.arrows()) {
      Cell source = cells.get(arrow.source());
      Cell target = cells.get(arrow.target());
      List<Cell> own = bends.computeIfAbsent(arrow.source(), n -> new ArrayList<>());
      List<Cell> way = new ArrayList<>(List.of(source));
      for (int column = source.column + 1; column < target.column; column++) {
        int number = column - source.column - 1;
        if (number == own.size()) {
          own.add(add(new Cell(-1, column)));
        }
        way.add(own.get(number));
      }
      way.add(target);
      for (int i = 1; i < way.size() && source.column < target.column; i++) {
        way.get(i - 1).joinTo(way.get(i));
      }
      ways.put(arrow, way);
    }
  }

  /** Each cell to the mean place of those before it, then of those behind it, and again. */
  private void order() {
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      if (sweep % 2 == 0) {
        for (int i = columns.size() - 2; i >= 0; i--) {
          order(columns.get(i), true);
        }
      } else {
        for (int i = 1; i < columns.size(); i++) {
          order(columns.get(i), false);
        }
      }
    }
  }

  private static void order(List<Cell> column, boolean byThoseBehind) {
    Map<Cell, Double> wanted = new HashMap<>();
    for (Cell cell : column) {
      List<Cell> others = byThoseBehind ? cell.behind : cell.before;
      wanted.put(
          cell, others.stream().mapToDouble(other -> other.place).average().orElse(cell.place));
    }
    column.sort(Comparator.comparingDouble(cell -> wanted.getOrDefault(cell, cell.place)));
    for (int i = 0; i < column.size(); i++) {
      column.get(i).place = i;
    }
  }
}
