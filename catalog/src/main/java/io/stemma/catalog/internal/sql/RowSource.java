package io.stemma.catalog.internal.sql;

import java.util.Iterator;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Has few columns, so that it gives whole rows. */
public interface RowSource extends TableSource {

  /** The rows, each with a value for every column; see {@link TableSource#cells}. */
  Iterator<@Nullable Object[]> rows(Map<String, String> equal);

  @Override
  default Iterator<IntFunction<@Nullable Object>> cells(Map<String, String> equal) {
    Iterator<@Nullable Object[]> rows = rows(equal);
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return rows.hasNext();
      }

      @Override
      public IntFunction<@Nullable Object> next() {
        @Nullable Object[] row = rows.next();
        return column -> row[column];
      }
    };
  }
}
