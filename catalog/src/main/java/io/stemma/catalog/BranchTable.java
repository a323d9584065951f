package io.stemma.catalog;

import io.stemma.catalog.internal.data.AttributeKinds.Kind;
import io.stemma.catalog.internal.data.Contents;
import io.stemma.catalog.internal.data.HeadTable;
import io.stemma.catalog.internal.sql.TableSource;
import io.stemma.internal.condition.Seen;
import io.stemma.internal.engine.ArchiveScan;
import io.stemma.internal.engine.ArchiveScan.Head;
import io.stemma.internal.engine.ArchiveScan.Item;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What carries attributes at the head of a branch, with a column for each attribute. Equal if it
 * has the same name and columns.
 */
final class BranchTable implements TableSource {
  /** The schema of these tables. */
  static final String SCHEMA = "heads";

  /** Says which extractor has said what, and is of no use to anybody else. */
  private static final String BOOKKEEPING = "extracted";

  private static final int MAX_ATTRIBUTES = 1_000;
  private static final int LONGEST_NAME = 256;
  private static final List<Column> OWN =
      List.of(
          new Column("path", Type.TEXT),
          new Column("kind", Type.TEXT),
          new Column("bytes", Type.WHOLE));

  private final String repository;
  private final String branch;
  private final List<Column> columns;
  private final Supplier<Contents> contents;

  private BranchTable(Head head, List<Column> columns, Supplier<Contents> contents) {
    this.repository = head.repository();
    this.branch = head.branch();
    this.columns = columns;
    this.contents = contents;
  }

  /** The tables of all branches, with the attributes that are there now. */
  static List<TableSource> all(Supplier<Contents> contents) {
    Map<String, BranchTable> tables = new TreeMap<>();
    Set<String> ambiguous = new HashSet<>();
    for (HeadTable head : contents.get().heads()) {
      BranchTable table = new BranchTable(head.head(), columns(head), contents);
      if (tables.put(table.name(), table) != null) {
        ambiguous.add(table.name());
      }
    }
    tables.keySet().removeAll(ambiguous); // Rather no rows than those of another branch.
    return List.copyOf(tables.values());
  }

  /**
   * Identifiers are compared without case, so of two such names one only can be a column: whether
   * the letters are equal without case, or as SQL has them, in upper case, where ß is SS.
   */
  private static List<Column> columns(HeadTable table) {
    List<Column> columns = new ArrayList<>(OWN);
    Set<String> taken = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    OWN.forEach(column -> taken.add(upper(column.name())));
    taken.add(upper(BOOKKEEPING));
    table
        .kinds()
        .forEach(
            (name, kind) -> {
              boolean fits = columns.size() < OWN.size() + MAX_ATTRIBUTES;
              if (fits && name.length() <= LONGEST_NAME && taken.add(upper(name))) {
                columns.add(new Column(name, type(kind)));
              }
            });
    return List.copyOf(columns);
  }

  private static String upper(String name) {
    return name.toUpperCase(Locale.ENGLISH);
  }

  private static Type type(Kind kind) {
    return switch (kind) {
      case WHOLE -> Type.WHOLE;
      case NUMBER -> Type.NUMBER;
      case TRUTH -> Type.TRUTH;
      case TIME -> Type.TIME;
      case TEXT -> Type.TEXT;
    };
  }

  @Override
  public String schema() {
    return SCHEMA;
  }

  @Override
  public String name() {
    String shown = branch.equals("main") ? repository : repository + "/" + branch;
    return shown.toLowerCase(Locale.ROOT);
  }

  @Override
  public List<Column> columns() {
    return columns;
  }

  private Optional<HeadTable> head() {
    return contents.get().head(repository, branch);
  }

  @Override
  public Iterator<IntFunction<@Nullable Object>> cells(Map<String, String> equal) {
    Optional<HeadTable> head = head();
    if (head.isEmpty()) {
      return List.<IntFunction<@Nullable Object>>of().iterator();
    }
    HeadTable table = head.get();
    List<Item> items = table.items();
    Scan scan = new Scan(table, columns);
    return FilesTable.places(table, equal)
        .filter(at -> !items.get(at).attributes().isEmpty())
        .mapToObj(at -> (IntFunction<@Nullable Object>) column -> scan.cell(at, column))
        .iterator();
  }

  @Override
  public double estimate(Set<String> equal) {
    return equal.contains("path") ? 1 : 1 + head().map(table -> table.items().size()).orElse(0);
  }

  @Override
  public boolean equals(@Nullable Object o) {
    return o instanceof BranchTable other
        && repository.equals(other.repository)
        && branch.equals(other.branch)
        && columns.equals(other.columns);
  }

  @Override
  public int hashCode() {
    return Objects.hash(repository, branch, columns);
  }

  /** One way through a table: attributes that are asked for become arrays when they are. */
  private static final class Scan {
    private final HeadTable table;
    private final List<Column> columns;
    private final @Nullable Object[][] values;

    Scan(HeadTable table, List<Column> columns) {
      this.table = table;
      this.columns = columns;
      this.values = new @Nullable Object[columns.size()][];
    }

    @Nullable Object cell(int at, int column) {
      Item item = table.items().get(at);
      switch (column) {
        case 0 -> {
          return item.path();
        }
        case 1 -> {
          return item.directory() ? "directory" : "file";
        }
        case 2 -> {
          return item.directory() ? null : item.length();
        }
        default -> {
          Column asked = columns.get(column);
          if (values[column] == null) {
            values[column] = table.column(asked.name());
          }
          Object value = values[column][at];
          return value == null ? null : seen(value, asked.type());
        }
      }
    }

    private static Object seen(Object value, Type type) {
      Object seen = value instanceof List<?> ? value : Seen.items(value).get(0);
      if (seen instanceof Number number && type == Type.NUMBER) {
        return number.doubleValue();
      } else if (seen instanceof String text && type == Type.TIME) {
        Instant time = Seen.time(text);
        return Objects.requireNonNull(time);
      } else if (seen instanceof List || seen instanceof Map) {
        return ArchiveScan.json(seen);
      }
      return type == Type.TEXT ? String.valueOf(seen) : seen;
    }
  }
}
