package io.stemma.catalog.internal.sql;

import java.util.ArrayList;
import java.util.List;
import org.h2.command.ddl.CreateTableData;
import org.h2.engine.SessionLocal;
import org.h2.index.Index;
import org.h2.index.IndexType;
import org.h2.message.DbException;
import org.h2.result.Row;
import org.h2.table.IndexColumn;
import org.h2.table.TableBase;
import org.h2.table.TableType;

/** A table of the database that holds nothing itself. */
final class SourceTable extends TableBase {
  private final TableSource source;
  private final SourceIndex scan;
  private final ArrayList<Index> indexes = new ArrayList<>();

  SourceTable(CreateTableData data, TableSource source) {
    super(data);
    this.source = source;
    this.scan =
        new SourceIndex(
            this, data.id, IndexColumn.wrap(getColumns()), IndexType.createScan(false), source);
    indexes.add(scan);
    // Of equal costs the database takes the scan, which is told of no values to look for.
    indexes.add(
        new SourceIndex(
            this,
            data.id,
            IndexColumn.wrap(getColumns()),
            IndexType.createNonUnique(false),
            source));
  }

  static DbException readOnly() {
    return DbException.getUnsupportedException(
        "changing a catalog, which is derived and only read");
  }

  @Override
  public void close(SessionLocal session) {}

  @Override
  public Index addIndex(
      SessionLocal session,
      String name,
      int id,
      IndexColumn[] columns,
      int uniqueColumns,
      IndexType type,
      boolean create,
      String comment) {
    throw readOnly();
  }

  @Override
  public void removeRow(SessionLocal session, Row row) {
    throw readOnly();
  }

  @Override
  public long truncate(SessionLocal session) {
    throw readOnly();
  }

  @Override
  public void addRow(SessionLocal session, Row row) {
    throw readOnly();
  }

  @Override
  public void checkSupportAlter() {
    throw readOnly();
  }

  @Override
  public TableType getTableType() {
    return TableType.EXTERNAL_TABLE_ENGINE;
  }

  @Override
  public Index getScanIndex(SessionLocal session) {
    return scan;
  }

  @Override
  public List<Index> getIndexes() {
    return indexes;
  }

  @Override
  public long getMaxDataModificationId() {
    return Long.MAX_VALUE; // so that no answer is taken for that to a later question
  }

  @Override
  public boolean isDeterministic() {
    return false;
  }

  @Override
  public boolean canGetRowCount(SessionLocal session) {
    return false;
  }

  @Override
  public boolean canDrop() {
    return true;
  }

  @Override
  public long getRowCount(SessionLocal session) {
    return getRowCountApproximation(session);
  }

  @Override
  public long getRowCountApproximation(SessionLocal session) {
    return (long) source.estimate(java.util.Set.of());
  }
}
