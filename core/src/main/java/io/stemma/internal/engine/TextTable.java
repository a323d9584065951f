package io.stemma.internal.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Rows of text under column names, two spaces apart. A column whose name ends in {@code >} is set
 * to the right.
 */
final class TextTable {
  private static final int WIDEST = 60;

  private final List<String> columns;
  private final List<List<String>> rows = new ArrayList<>();

  TextTable(List<String> columns) {
    this.columns = columns;
  }

  void add(List<String> cells) {
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
    List<String> names = columns.stream().map(c -> c.replace(">", "")).toList();
    widen(widths, names);
    rows.forEach(row -> widen(widths, row));
    StringBuilder out = new StringBuilder();
    line(out, widths, names);
    for (List<String> row : rows) {
      out.append('\n');
      line(out, widths, row);
    }
    return out.toString();
  }

  private static void widen(int[] widths, List<String> row) {
    Arrays.setAll(widths, i -> Math.max(widths[i], row.get(i).length()));
  }

  private void line(StringBuilder out, int[] widths, List<String> row) {
    int start = out.length();
    for (int i = 0; i < row.size(); i++) {
      String pad = " ".repeat(widths[i] - row.get(i).length());
      boolean right = columns.get(i).endsWith(">");
      out.append(i == 0 ? "" : "  ").append(right ? pad + row.get(i) : row.get(i) + pad);
    }
    int end = out.length();
    while (end > start && out.charAt(end - 1) == ' ') {
      end--;
    }
    out.setLength(end);
  }
}
