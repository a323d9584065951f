package io.stemma.internal.table;

import java.util.AbstractList;
import java.util.List;
import java.util.function.Function;

/** An immutable list that prints as a table, with a line that says what it is. */
public final class PrintedList<T> extends AbstractList<T> {
  private static final int SHOWN = 50;

  private final List<T> items;
  private final String title;
  private final List<String> columns;
  private final Function<T, List<String>> cells;

  /**
   * A list that is printed.
   *
   * @param title the line above the table
   */
  public PrintedList(
      List<T> items, String title, List<String> columns, Function<T, List<String>> cells) {
    this.items = List.copyOf(items);
    this.title = title;
    this.columns = columns;
    this.cells = cells;
  }

  @Override
  public T get(int index) {
    return items.get(index);
  }

  @Override
  public int size() {
    return items.size();
  }

  @Override
  public String toString() {
    TextTable table = new TextTable(columns);
    items.stream().limit(SHOWN).map(cells).forEach(table::add);
    String more = items.size() > SHOWN ? "\n... and " + (items.size() - SHOWN) + " more" : "";
    return items.isEmpty() ? title + ": none" : title + "\n" + table + more;
  }
}
