package io.stemma.internal.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Rows of text under column names, two spaces apart. A column whose name ends in {@code >} is set
 * to the right. A column of empty cells is left out, and so is the line of names if all are empty.
 */
public final class TextTable {
  private static final int WIDEST = 60;
  private static final int WIDEST_ALONE = 160;

  private final List<String> columns;
  private final List<List<String>> rows = new ArrayList<>();

  /** A table without rows. */
  public TextTable(List<String> columns) {
    this.columns = columns;
  }

  /** Adds a row of as many cells as there are columns. */
  public void add(List<String> cells) {
    rows.add(cells.stream().map(this::oneLine).toList());
  }

  private String oneLine(String cell) {
    int widest = columns.size() == 1 ? WIDEST_ALONE : WIDEST;
    int end = cell.indexOf('\n');
    String line = end < 0 ? cell : cell.substring(0, end) + " ...";
    return line.length() <= widest ? line : cut(line, widest - 3) + "...";
  }

  /** Not in the middle of a character. */
  private static String cut(String line, int length) {
    boolean within = Character.isHighSurrogate(line.charAt(length - 1));
    return line.substring(0, within ? length - 1 : length);
  }

  /** Which columns have something in them. */
  private boolean[] shown() {
    int[] widths = new int[columns.size()];
    rows.forEach(row -> widen(widths, row));
    boolean[] shown = new boolean[widths.length];
    for (int i = 0; i < shown.length; i++) {
      shown[i] = widths[i] > 0 || rows.isEmpty();
    }
    return shown;
  }

  private List<String> names() {
    return columns.stream().map(column -> column.replace(">", "")).toList();
  }

  private boolean isRight(int column) {
    return columns.get(column).endsWith(">");
  }

  @Override
  public String toString() {
    boolean[] shown = shown();
    int[] widths = new int[columns.size()];
    List<String> names = names();
    rows.forEach(row -> widen(widths, row));
    widen(widths, names);
    List<String> lines = new ArrayList<>();
    if (!String.join("", names).isEmpty()) {
      lines.add(line(widths, shown, names));
    }
    rows.forEach(row -> lines.add(line(widths, shown, row)));
    return String.join("\n", lines);
  }

  void write(Html html) {
    boolean[] shown = shown();
    List<String> names = names();
    html.openTable();
    if (!String.join("", names).isEmpty()) {
      html.open("thead", "").open("tr", "background:none");
      for (int i = 0; i < shown.length; i++) {
        if (shown[i]) {
          html.head(names.get(i), isRight(i));
        }
      }
      html.close("tr").close("thead");
    }
    html.open("tbody", "");
    for (List<String> row : rows) {
      html.open("tr", "background:none");
      for (int i = 0; i < shown.length; i++) {
        if (shown[i]) {
          html.cell(row.get(i), isRight(i));
        }
      }
      html.close("tr");
    }
    html.close("tbody").close("table");
  }

  private static void widen(int[] widths, List<String> row) {
    Arrays.setAll(widths, i -> Math.max(widths[i], row.get(i).length()));
  }

  private String line(int[] widths, boolean[] shown, List<String> row) {
    List<String> cells = new ArrayList<>();
    for (int i = 0; i < row.size(); i++) {
      String pad = " ".repeat(widths[i] - row.get(i).length());
      if (shown[i]) {
        cells.add(isRight(i) ? pad + row.get(i) : row.get(i) + pad);
      }
    }
    return String.join("  ", cells).stripTrailing();
  }
}
