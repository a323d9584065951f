package io.stemma.catalog;

import io.stemma.catalog.internal.data.Contents;
import io.stemma.catalog.internal.data.HeadTable;
import io.stemma.catalog.internal.sql.RowSource;
import io.stemma.internal.condition.Seen;
import io.stemma.internal.engine.ArchiveScan;
import io.stemma.internal.engine.ArchiveScan.Head;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The attributes of the files and directories of the branches' heads. */
final class AttributesTable implements RowSource {
  private final Supplier<Contents> contents;

  AttributesTable(Supplier<Contents> contents) {
    this.contents = contents;
  }

  @Override
  public String name() {
    return "attributes";
  }

  @Override
  public List<Column> columns() {
    return List.of(
        new Column("repository", Type.TEXT),
        new Column("branch", Type.TEXT),
        new Column("path", Type.TEXT),
        new Column("name", Type.TEXT),
        new Column("position", Type.WHOLE),
        new Column("number", Type.NUMBER),
        new Column("text", Type.TEXT),
        new Column("boolean", Type.TRUTH),
        new Column("time", Type.TIME),
        new Column("unit", Type.TEXT));
  }

  @Override
  public Iterator<@Nullable Object[]> rows(Map<String, String> equal) {
    return FilesTable.heads(contents.get(), equal).flatMap(table -> rows(table, equal)).iterator();
  }

  private static Stream<@Nullable Object[]> rows(HeadTable table, Map<String, String> equal) {
    String name = equal.get("name");
    IntStream places = FilesTable.places(table, equal);
    if (name == null) {
      return places
          .boxed()
          .flatMap(
              at ->
                  HeadTable.attributes(table.items().get(at)).values().entrySet().stream()
                      .flatMap(each -> rows(table, at, each.getKey(), each.getValue())));
    }
    @Nullable Object[] column = table.column(name);
    return places
        .filter(at -> column[at] != null)
        .boxed()
        .flatMap(at -> rows(table, at, name, Objects.requireNonNull(column[at])));
  }

  private static Stream<@Nullable Object[]> rows(
      HeadTable table, int at, String name, Object value) {
    Head head = table.head();
    String path = table.items().get(at).path();
    if (!(value instanceof List<?> list)) {
      return Stream.<@Nullable Object[]>of(row(head, path, name, 0, value));
    }
    return IntStream.range(0, list.size())
        .mapToObj(i -> row(head, path, name, i, Objects.requireNonNull(list.get(i))));
  }

  private static @Nullable Object[] row(
      Head head, String path, String name, long position, Object value) {
    Object seen = Seen.items(List.of(value)).get(0);
    boolean isText = seen instanceof String;
    boolean isNested = seen instanceof Map || seen instanceof List;
    return CatalogTables.row(
        head.repository(),
        head.branch(),
        path,
        name,
        position,
        seen instanceof Number number ? number.doubleValue() : null,
        isText ? seen : isNested ? ArchiveScan.json(seen) : null,
        seen instanceof Boolean ? seen : null,
        isText ? Seen.time((String) seen) : null,
        Seen.unit(value).orElse(null));
  }

  @Override
  public double estimate(Set<String> equal) {
    double items = FilesTable.estimate(contents.get(), equal);
    return equal.contains("name") ? items : 20 * items;
  }
}
