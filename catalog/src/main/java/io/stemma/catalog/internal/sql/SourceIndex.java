package io.stemma.catalog.internal.sql;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import org.h2.command.query.AllColumnsForPlan;
import org.h2.engine.SessionLocal;
import org.h2.index.Cursor;
import org.h2.index.Index;
import org.h2.index.IndexCondition;
import org.h2.index.IndexType;
import org.h2.result.Row;
import org.h2.result.SearchRow;
import org.h2.result.SortOrder;
import org.h2.table.IndexColumn;
import org.h2.table.TableFilter;
import org.h2.value.Value;
import org.h2.value.ValueVarchar;
import org.jspecify.annotations.Nullable;

/** Finds rows of a source: all, or those where columns of text have the values that are known. */
final class SourceIndex extends Index {
  private final TableSource source;

  SourceIndex(
      SourceTable table, int id, IndexColumn[] columns, IndexType type, TableSource source) {
    super(table, id, null, columns, 0, type);
    this.source = source;
  }

  @Override
  public Cursor find(
      SessionLocal session, @Nullable SearchRow first, @Nullable SearchRow last, boolean reverse) {
    Map<String, String> equal = new HashMap<>();
    List<TableSource.Column> columns = source.columns();
    for (int i = 0; i < columns.size() && first != null && last != null; i++) {
      Value from = first.getValue(i);
      Value to = last.getValue(i);
      if (from instanceof ValueVarchar && from.equals(to)) {
        equal.put(columns.get(i).name(), from.getString());
      }
    }
    return new Rows(source.cells(equal), columns.size());
  }

  @Override
  public double getCost(
      SessionLocal session,
      int @Nullable [] masks,
      TableFilter[] filters,
      int filter,
      SortOrder order,
      AllColumnsForPlan needed,
      boolean isSelect) {
    Set<String> equal = new HashSet<>();
    List<TableSource.Column> columns = source.columns();
    for (int i = 0; i < columns.size() && masks != null; i++) {
      if ((masks[i] & IndexCondition.EQUALITY) == IndexCondition.EQUALITY) {
        equal.add(columns.get(i).name());
      }
    }
    double rows = source.estimate(equal);
    return 10 * rows + (getIndexType().isScan() ? 1000 : 10);
  }

  @Override
  public void close(SessionLocal session) {}

  @Override
  public void add(SessionLocal session, Row row) {
    throw SourceTable.readOnly();
  }

  @Override
  public void remove(SessionLocal session, Row row) {
    throw SourceTable.readOnly();
  }

  @Override
  public void remove(SessionLocal session) {}

  @Override
  public void truncate(SessionLocal session) {
    throw SourceTable.readOnly();
  }

  @Override
  public boolean needRebuild() {
    return false;
  }

  @Override
  public void checkRename() {
    throw SourceTable.readOnly();
  }

  @Override
  public long getRowCount(SessionLocal session) {
    return getRowCountApproximation(session);
  }

  @Override
  public long getRowCountApproximation(SessionLocal session) {
    return (long) source.estimate(Set.of());
  }

  /** Moves over rows, and ends where the thread is interrupted. */
  private static final class Rows implements Cursor {
    private final Iterator<IntFunction<@Nullable Object>> rows;
    private final int columns;
    private @Nullable Row row;
    private long number;

    Rows(Iterator<IntFunction<@Nullable Object>> rows, int columns) {
      this.rows = rows;
      this.columns = columns;
    }

    @Override
    public @Nullable Row get() {
      return row;
    }

    @Override
    public @Nullable SearchRow getSearchRow() {
      return row;
    }

    @Override
    public boolean next() {
      if ((++number & 0xFFF) == 0 && Thread.currentThread().isInterrupted()) {
        throw new InterruptedQueryException();
      }
      if (!rows.hasNext()) {
        row = null;
        return false;
      }
      row = new SourceRow(rows.next(), columns, number);
      return true;
    }

    @Override
    public boolean previous() {
      throw SourceTable.readOnly();
    }
  }
}
