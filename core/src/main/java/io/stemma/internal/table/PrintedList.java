package io.stemma.internal.table;

import io.stemma.display.Displayed;
import java.util.AbstractList;
import java.util.List;
import java.util.function.Function;

/** An immutable list that prints as a table, with a line that says what it is. */
public final class PrintedList<T> extends AbstractList<T> implements Displayed {
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

  /** A list of which each item is printed as it prints itself, in a line. */
  public static <T> PrintedList<T> of(String title, List<? extends T> items) {
    return new PrintedList<T>(
        List.copyOf(items), title, List.of(""), each -> List.of(String.valueOf(each)));
  }

  @Override
  public T get(int index) {
    return items.get(index);
  }

  @Override
  public int size() {
    return items.size();
  }

  private TitledTable table() {
    TitledTable table = new TitledTable(title, columns);
    items.forEach(each -> table.add(() -> cells.apply(each)));
    return table;
  }

  @Override
  public String toString() {
    return table().toString();
  }

  @Override
  public String html() {
    return table().html();
  }
}
