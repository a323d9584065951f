package io.stemma.catalog;

import io.stemma.catalog.internal.sql.RowSource;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A table whose rows are a stream. */
final class StreamTable implements RowSource {
  private final String name;
  private final List<Column> columns;
  private final Function<Map<String, String>, Stream<@Nullable Object[]>> rows;

  StreamTable(
      String name,
      List<Column> columns,
      Function<Map<String, String>, Stream<@Nullable Object[]>> rows) {
    this.name = name;
    this.columns = columns;
    this.rows = rows;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<Column> columns() {
    return columns;
  }

  @Override
  public Iterator<@Nullable Object[]> rows(Map<String, String> equal) {
    return rows.apply(equal).iterator();
  }

  @Override
  public double estimate(Set<String> equal) {
    return equal.isEmpty() ? 10_000 : 1_000;
  }
}
