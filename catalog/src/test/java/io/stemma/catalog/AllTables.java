package io.stemma.catalog;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Everything that a catalog says, as text. */
final class AllTables {
  private static final List<String> TABLES =
      List.of(
          "operations",
          "moves",
          "commits",
          "parents",
          "branches",
          "tags",
          "files",
          "attributes",
          "pipelines",
          "jobs",
          "job_inputs",
          "datums",
          "derivations");

  private AllTables() {}

  static String of(Catalog catalog) {
    return TABLES.stream().map(table -> table(catalog, table)).collect(Collectors.joining("\n"));
  }

  private static String table(Catalog catalog, String name) {
    Rows rows = catalog.sql("select * from " + name);
    return IntStream.range(0, rows.size())
        .mapToObj(
            row ->
                rows.columns().stream()
                    .map(column -> String.valueOf(rows.value(row, column).orElse("-")))
                    .collect(Collectors.joining(" ")))
        .sorted()
        .collect(Collectors.joining("\n", name + ": " + rows.columns() + "\n", "\n"));
  }
}
