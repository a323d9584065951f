package io.stemma.catalog.internal.sql;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Gives the rows of a table when they are asked for. */
public interface TableSource {

  /** How the values of a column are written in SQL. */
  enum Type {
    /** Text. */
    TEXT("VARCHAR"),
    /** A whole number. */
    WHOLE("BIGINT"),
    /** A number. */
    NUMBER("DOUBLE PRECISION"),
    /** True or false. */
    TRUTH("BOOLEAN"),
    /** A time. */
    TIME("TIMESTAMP(9) WITH TIME ZONE");

    private final String sql;

    Type(String sql) {
      this.sql = sql;
    }

    String sql() {
      return sql;
    }
  }

  /**
   * A column.
   *
   * @param name its name
   * @param type what it holds
   */
  record Column(String name, Type type) {}

  /** The schema that the table is in. */
  default String schema() {
    return "public";
  }

  /** The name, in lower case. */
  String name();

  /** The columns. */
  List<Column> columns();

  /**
   * The rows, each as what gives the value of a column, from 0: {@code String}, {@code Long},
   * {@code Double}, {@code Boolean}, {@code Instant}, and null where there is nothing. It is asked
   * for those columns only that a query needs.
   *
   * @param equal values that columns of text must have; others may be given, too, as they are left
   *     out behind this
   */
  Iterator<IntFunction<@Nullable Object>> cells(Map<String, String> equal);

  /** About how many rows there are, where some columns have a known value. */
  double estimate(Set<String> equal);
}
