package io.stemma.catalog.internal.sql;

import io.stemma.StemmaException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.h2.api.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * A database in memory, without rows of its own: it asks sources for them. Queries are run by a
 * user who may read the tables, and nothing else. One query at a time; safe for use by several
 * threads.
 */
public final class Database implements AutoCloseable {
  private static final String READER = "READER";

  private final String name = "stemma-" + UUID.randomUUID();
  private final Map<String, TableSource> tables = new ConcurrentHashMap<>();
  private final Connection owner;
  private final Connection reader;

  /** Begins with some tables. */
  public Database(List<TableSource> sources) {
    SourceTableEngine.register(name, tables);
    try {
      String password = random();
      // No statement is kept for the next one of its text: cancelled at its end, it stays so.
      String url =
          "jdbc:h2:mem:"
              + name
              + ";DATABASE_TO_LOWER=TRUE;CASE_INSENSITIVE_IDENTIFIERS=TRUE;QUERY_CACHE_SIZE=0";
      owner = DriverManager.getConnection(url, "OWNER", random());
      try (Statement statement = owner.createStatement()) {
        statement.execute("SET JAVA_OBJECT_SERIALIZER '" + NoObjects.class.getName() + "'");
        statement.execute("CREATE USER " + READER + " PASSWORD '" + password + "'");
        for (TableSource source : sources) {
          create(statement, source);
        }
      }
      reader = DriverManager.getConnection("jdbc:h2:mem:" + name, READER, password);
    } catch (SQLException e) {
      throw new StemmaException("the database of the catalog cannot be set up", e);
    }
  }

  private static String random() {
    byte[] bytes = new byte[16];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /**
   * Gives a schema other tables. Those that are equal stay.
   *
   * @param schema is made if it is not there
   */
  public synchronized void replace(String schema, List<TableSource> sources) {
    try (Statement statement = owner.createStatement()) {
      statement.execute("CREATE SCHEMA IF NOT EXISTS " + quoted(schema));
      for (TableSource old : List.copyOf(tables.values())) {
        if (old.schema().equals(schema) && !sources.contains(old)) {
          statement.execute("DROP TABLE " + full(old));
          tables.remove(full(old));
        }
      }
      for (TableSource source : sources) {
        if (!tables.containsKey(full(source))) {
          create(statement, source);
        }
      }
    } catch (SQLException e) {
      throw new StemmaException("the tables of schema " + schema + " cannot be set up", e);
    }
  }

  private void create(Statement statement, TableSource source) throws SQLException {
    tables.put(full(source), source);
    try {
      statement.execute(definition(source));
      statement.execute("GRANT SELECT ON " + full(source) + " TO " + READER);
    } catch (SQLException e) {
      tables.remove(full(source)); // It is not there, to be dropped or taken for made.
      throw e;
    }
  }

  private static String quoted(String identifier) {
    return '"' + identifier.replace("\"", "\"\"") + '"';
  }

  private static String full(TableSource source) {
    return quoted(source.schema()) + "." + quoted(source.name());
  }

  private String definition(TableSource source) {
    return source.columns().stream()
        .map(column -> quoted(column.name()) + " " + column.type().sql())
        .collect(
            Collectors.joining(
                ", ",
                "CREATE TABLE " + full(source) + "(",
                ") ENGINE "
                    + quoted(SourceTableEngine.class.getName())
                    + " WITH "
                    + quoted(name)
                    + ", "
                    + quoted(full(source))));
  }

  /**
   * Runs a query.
   *
   * @param limit how many rows there may be
   * @throws IllegalArgumentException if it is none, is not allowed, or gives more rows
   */
  public synchronized Answer query(String sql, int limit) {
    Statements.check(sql);
    try (Statement statement = reader.createStatement()) {
      statement.setMaxRows(limit + 1);
      InterruptWatch watch = InterruptWatch.over(statement);
      try (ResultSet rows = statement.executeQuery(sql)) {
        return answer(rows, limit);
      } finally {
        watch.end();
      }
    } catch (SQLException e) {
      throw translate(e);
    }
  }

  private static RuntimeException translate(SQLException e) {
    if (e.getErrorCode() == ErrorCode.STATEMENT_WAS_CANCELED) {
      return new StemmaException("the thread that asked the catalog was interrupted", e);
    }
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof InterruptedQueryException) {
        return new StemmaException("the thread that asked the catalog was interrupted", e);
      } else if (cause instanceof StemmaException of) {
        return of;
      }
    }
    String message = String.valueOf(e.getMessage());
    int end = message.indexOf("; SQL statement");
    String what = (end < 0 ? message : message.substring(0, end)).replace('\n', ' ');
    return new IllegalArgumentException("the catalog cannot answer: " + what, e);
  }

  private static Answer answer(ResultSet rows, int limit) throws SQLException {
    ResultSetMetaData meta = rows.getMetaData();
    List<String> columns = new ArrayList<>();
    for (int i = 1; i <= meta.getColumnCount(); i++) {
      columns.add(meta.getColumnLabel(i).toLowerCase(Locale.ROOT));
      checkType(meta, i);
    }
    List<@Nullable Object[]> values = new ArrayList<>();
    while (rows.next()) {
      if (values.size() == limit) {
        throw new IllegalArgumentException(
            "the query gives more than "
                + limit
                + " rows; aggregate, or end it with LIMIT, or ask for parts");
      }
      @Nullable Object[] row = new @Nullable Object[columns.size()];
      for (int i = 0; i < row.length; i++) {
        row[i] = value(rows, i + 1, meta.getColumnType(i + 1));
      }
      values.add(row);
    }
    return new Answer(List.copyOf(columns), values);
  }

  private static void checkType(ResultSetMetaData meta, int column) throws SQLException {
    int type = meta.getColumnType(column);
    if (type == Types.JAVA_OBJECT || type == Types.OTHER) {
      throw new IllegalArgumentException(
          "the catalog gives no values of type "
              + meta.getColumnTypeName(column)
              + ", as column "
              + meta.getColumnLabel(column)
              + " has; CAST it");
    }
  }

  private static @Nullable Object value(ResultSet rows, int column, int type) throws SQLException {
    switch (type) {
      case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT -> {
        long number = rows.getLong(column);
        return rows.wasNull() ? null : number;
      }
      case Types.REAL, Types.FLOAT, Types.DOUBLE -> {
        double number = rows.getDouble(column);
        return rows.wasNull() ? null : number;
      }
      case Types.BOOLEAN -> {
        boolean truth = rows.getBoolean(column);
        return rows.wasNull() ? null : truth;
      }
      case Types.TIMESTAMP_WITH_TIMEZONE -> {
        OffsetDateTime time = rows.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
      }
      case Types.NUMERIC, Types.DECIMAL -> {
        return rows.getBigDecimal(column);
      }
      case Types.ARRAY -> {
        return rows.getArray(column) == null ? null : rows.getString(column);
      }
      default -> {
        String name = rows.getMetaData().getColumnTypeName(column);
        if (name.equals("DECFLOAT")) {
          double number = rows.getDouble(column);
          return rows.wasNull() ? null : number;
        }
        return rows.getString(column);
      }
    }
  }

  @Override
  public synchronized void close() {
    for (Connection each : Arrays.asList(reader, owner)) {
      try {
        each.close();
      } catch (SQLException e) {
        throw new StemmaException("the database of the catalog cannot be closed", e);
      }
    }
    SourceTableEngine.forget(name);
  }
}
