package io.stemma.internal.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Rows of text under column names, two spaces apart. A column whose name ends in {@code >} is set
 * to the right. A column of empty cells is left out.
 */
public final class TextTable {
  private static final int WIDEST = 60;

  private final List<String> columns;
  private final List<List<String>> rows = new ArrayList<>();

  /** A table without rows. */
  public TextTable(List<String> columns) {
    this.columns = columns;
  }

  /** Adds a row of as many cells as there are columns. */
  public void add(List<String> cells) {
    rows.add(cells.stream().map(TextTable::oneLine).toList());
  }

  private static String oneLine(String cell) {
    int end = cell.indexOf('\n');
    String line = end < 0 ? cell : cell.substring(0, end) + " ...";
    return line.length() <= WIDEST ? line : line.substring(0, WIDEST - 3) + "...";
  }

  @Override
  public String toString() {
    int[] widths = new int[columns.size()];
    rows.forEach(row -> widen(widths, row));
    boolean[] shown = new boolean[widths.length];
    for (int i = 0; i < shown.length; i++) {
      shown[i] = widths[i] > 0 || rows.isEmpty();
    }
    List<String> names = columns.stream().map(c -> c.replace(">", "")).toList();
    widen(widths, names);
    StringBuilder out = new StringBuilder();
    line(out, widths, shown, names);
    for (List<String> row : rows) {
      out.append('\n');
      line(out, widths, shown, row);
    }
    return out.toString();
  }

  private static void widen(int[] widths, List<String> row) {
    Arrays.setAll(widths, i -> Math.max(widths[i], row.get(i).length()));
  }

  private void line(StringBuilder out, int[] widths, boolean[] shown, List<String> row) {
    List<String> cells = new ArrayList<>();
    for (int i = 0; i < row.size(); i++) {
      String pad = " ".repeat(widths[i] - row.get(i).length());
      if (shown[i]) {
        cells.add(columns.get(i).endsWith(">") ? pad + row.get(i) : row.get(i) + pad);
      }
    }
    out.append(String.join("  ", cells).stripTrailing());
  }
}
