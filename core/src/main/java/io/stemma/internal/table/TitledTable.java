package io.stemma.internal.table;

import java.util.List;
import java.util.function.Supplier;

/** What a table is of, its first rows, and how many more there are; as text or as HTML. */
public final class TitledTable {
  private static final int SHOWN = 50;

  private final String title;
  private final TextTable table;
  private long count;

  /**
   * A table without rows.
   *
   * @param title the line above it; empty for none
   * @param columns as those of a {@link TextTable}
   */
  public TitledTable(String title, List<String> columns) {
    this.title = title;
    this.table = new TextTable(columns);
  }

  /** Adds a row, whose cells are asked for if it is shown. */
  public void add(Supplier<List<String>> cells) {
    if (count < SHOWN) {
      table.add(cells.get());
    }
    count++;
  }

  private boolean isNothing() {
    return count == 0 && !title.isEmpty();
  }

  @Override
  public String toString() {
    if (isNothing()) {
      return title + ": none";
    }
    String rest = count > SHOWN ? "\n" + Outline.more(count - SHOWN) : "";
    return (title.isEmpty() ? "" : title + "\n") + table + rest;
  }

  /** The same as HTML. */
  public String html() {
    Html html = new Html();
    if (isNothing()) {
      return Html.framed(html.title(title + ": none"));
    }
    if (!title.isEmpty()) {
      html.title(title);
    }
    table.write(html);
    if (count > SHOWN) {
      html.faint(Outline.more(count - SHOWN));
    }
    return Html.framed(html);
  }
}
