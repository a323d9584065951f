package io.stemma.catalog.internal.sql;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.h2.api.TableEngine;
import org.h2.command.ddl.CreateTableData;
import org.h2.table.Table;

/** Makes tables whose rows come from elsewhere. Called by the database. */
public final class SourceTableEngine implements TableEngine {
  private static final Map<String, Map<String, TableSource>> SOURCES = new ConcurrentHashMap<>();

  /** Made by the database. */
  public SourceTableEngine() {}

  static void register(String database, Map<String, TableSource> sources) {
    SOURCES.put(database, sources);
  }

  static void forget(String database) {
    SOURCES.remove(database);
  }

  @Override
  public Table createTable(CreateTableData data) {
    List<String> parameters = data.tableEngineParams;
    Map<String, TableSource> sources = Objects.requireNonNull(SOURCES.get(parameters.get(0)));
    return new SourceTable(data, Objects.requireNonNull(sources.get(parameters.get(1))));
  }
}
