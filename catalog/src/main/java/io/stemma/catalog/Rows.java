package io.stemma.catalog;

import io.stemma.catalog.internal.sql.Answer;
import io.stemma.display.Displayed;
import io.stemma.internal.table.TitledTable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rows that a query gave. Immutable. Prints as a table. */
public final class Rows implements Displayed {
  private static final int SHOWN = 50;

  private final Answer answer;

  Rows(Answer answer) {
    this.answer = answer;
  }

  /**
   * The columns.
   *
   * @return their names in lower case, in the order of the query
   */
  public List<String> columns() {
    return answer.columns();
  }

  /**
   * How many there are.
   *
   * @return the number of rows
   */
  public int size() {
    return answer.rows().size();
  }

  /**
   * A value.
   *
   * @param row the number of the row, from 0
   * @param column the name of the column, in any case
   * @return a {@code String}, {@code Long}, {@code Double}, {@code BigDecimal}, {@code Boolean} or
   *     {@code Instant}; empty where the row has none
   * @throws IndexOutOfBoundsException if there is no such row
   * @throws IllegalArgumentException if there is no such column
   */
  public Optional<Object> value(int row, String column) {
    Objects.requireNonNull(column, "column");
    int at = columns().indexOf(column.toLowerCase(Locale.ROOT));
    if (at < 0) {
      throw new IllegalArgumentException(
          "there is no column " + column + "; there are " + String.join(", ", columns()));
    }
    return Optional.ofNullable(answer.rows().get(row)[at]);
  }

  /**
   * The rows as records of yours. A component takes the column of its name, whatever the case, and
   * with or without underscores: {@code peakCurrent} takes {@code peak_current}. Columns that no
   * component asks for are left out.
   *
   * @param type a record of {@code String}, {@code long}, {@code int}, {@code double}, {@code
   *     boolean} (or their classes), {@code Instant}, and {@code Optional} of those
   * @param <T> the record
   * @return one for each row
   * @throws IllegalArgumentException if a component has no column, or a value does not fit; says
   *     which one, and in which row
   */
  public <T extends Record> List<T> as(Class<T> type) {
    Objects.requireNonNull(type, "type");
    RecordRows<T> records = new RecordRows<>(type, columns());
    List<T> list = new ArrayList<>();
    for (int row = 0; row < size(); row++) {
      list.add(records.of(row, answer.rows().get(row)));
    }
    return List.copyOf(list);
  }

  private TitledTable table() {
    List<String> columns = new ArrayList<>();
    for (int i = 0; i < columns().size(); i++) {
      int at = i;
      boolean numeric = answer.rows().stream().limit(SHOWN).anyMatch(r -> r[at] instanceof Number);
      columns.add(columns().get(i) + (numeric ? ">" : ""));
    }
    TitledTable table = new TitledTable("", columns);
    answer.rows().forEach(row -> table.add(() -> cells(row)));
    return table;
  }

  /** A table of the first fifty, and how many more there are. */
  @Override
  public String toString() {
    return table().toString();
  }

  @Override
  public String html() {
    return table().html();
  }

  private static List<String> cells(@Nullable Object[] row) {
    List<String> cells = new ArrayList<>();
    for (Object cell : row) {
      cells.add(
          cell == null
              ? ""
              : cell instanceof Instant time ? time.toString().replace('T', ' ') : cell.toString());
    }
    return cells;
  }
}
