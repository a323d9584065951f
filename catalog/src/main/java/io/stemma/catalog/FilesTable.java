package io.stemma.catalog;

import io.stemma.catalog.internal.data.Contents;
import io.stemma.catalog.internal.data.HeadTable;
import io.stemma.catalog.internal.sql.RowSource;
import io.stemma.internal.engine.ArchiveScan.Head;
import io.stemma.internal.engine.ArchiveScan.Item;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The files of the branches' heads, and the directories that carry attributes. */
final class FilesTable implements RowSource {
  private final Supplier<Contents> contents;

  FilesTable(Supplier<Contents> contents) {
    this.contents = contents;
  }

  @Override
  public String name() {
    return "files";
  }

  @Override
  public List<Column> columns() {
    return List.of(
        new Column("repository", Type.TEXT),
        new Column("branch", Type.TEXT),
        new Column("path", Type.TEXT),
        new Column("kind", Type.TEXT),
        new Column("bytes", Type.WHOLE),
        new Column("modified", Type.TIME),
        new Column("executable", Type.TRUTH));
  }

  /** The heads that are asked for. */
  static Stream<HeadTable> heads(Contents contents, Map<String, String> equal) {
    return contents.heads().stream()
        .filter(
            table ->
                isAsked(equal, "repository", table.head().repository())
                    && isAsked(equal, "branch", table.head().branch()));
  }

  private static boolean isAsked(Map<String, String> equal, String column, String value) {
    return equal.getOrDefault(column, value).equals(value);
  }

  /** The places of the items that are asked for. */
  static IntStream places(HeadTable table, Map<String, String> equal) {
    String path = equal.get("path");
    return path == null
        ? IntStream.range(0, table.items().size())
        : IntStream.of(table.find(path, false), table.find(path, true)).filter(at -> at >= 0);
  }

  @Override
  public Iterator<@Nullable Object[]> rows(Map<String, String> equal) {
    return heads(contents.get(), equal)
        .flatMap(
            table -> places(table, equal).mapToObj(at -> row(table.head(), table.items().get(at))))
        .iterator();
  }

  private static @Nullable Object[] row(Head head, Item item) {
    return CatalogTables.row(
        head.repository(),
        head.branch(),
        item.path(),
        item.directory() ? "directory" : "file",
        item.length(),
        item.modified().orElse(null),
        item.executable());
  }

  @Override
  public double estimate(Set<String> equal) {
    return estimate(contents.get(), equal);
  }

  static double estimate(Contents contents, Set<String> equal) {
    if (equal.contains("path")) {
      return 2.0 * contents.heads().size();
    }
    double all = 1 + contents.heads().stream().mapToDouble(table -> table.items().size()).sum();
    return equal.contains("repository") ? all / Math.max(1, contents.heads().size()) : all;
  }
}
