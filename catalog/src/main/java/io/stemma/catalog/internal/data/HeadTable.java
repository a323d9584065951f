package io.stemma.catalog.internal.data;

import io.stemma.Attributes;
import io.stemma.Condition;
import io.stemma.EntryKind;
import io.stemma.Match;
import io.stemma.catalog.internal.data.AttributeKinds.Kind;
import io.stemma.internal.condition.Matcher;
import io.stemma.internal.engine.ArchiveScan;
import io.stemma.internal.engine.ArchiveScan.Changed;
import io.stemma.internal.engine.ArchiveScan.Head;
import io.stemma.internal.engine.ArchiveScan.Item;
import io.stemma.internal.path.TreePath;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The files of a branch's head, and the directories that carry attributes, in the order of their
 * paths. Attributes that were asked for are kept as columns. Immutable but for these; safe for use
 * by several threads.
 */
public final class HeadTable {
  private static final int MAX_COLUMNS = 100;

  private final Head head;
  private final Item[] items;
  private final Map<String, @Nullable Object[]> columns = new ConcurrentHashMap<>();
  private volatile @Nullable AttributeKinds kinds;

  HeadTable(Head head, List<Item> items) {
    this.head = head;
    this.items = items.toArray(Item[]::new);
  }

  /** Reads the whole commit. */
  static HeadTable scan(ArchiveScan archive, Head head) {
    List<Item> items = new ArrayList<>();
    archive.items(head.commit()).forEachRemaining(items::add);
    return new HeadTable(head, items);
  }

  /** The branch, and where it pointed to. */
  public Head head() {
    return head;
  }

  /** All of them; not to be changed. */
  public List<Item> items() {
    return Collections.unmodifiableList(Arrays.asList(items));
  }

  /** The same files under another name. */
  HeadTable as(Head other) {
    HeadTable table = new HeadTable(other, Arrays.asList(items));
    table.columns.putAll(columns);
    table.kinds = kinds;
    return table;
  }

  /** What a newer commit has: reads what changed. */
  HeadTable updated(ArchiveScan archive, Head newer) {
    List<Item> next = new ArrayList<>(items.length + 16);
    List<Integer> fresh = new ArrayList<>();
    AttributeKinds counted = kinds == null ? null : kinds.copy();
    int at = 0;
    Iterator<Changed> changes = archive.changes(head.commit(), newer.commit());
    List<int[]> runs = new ArrayList<>(); // where taken over: from, to, first place
    while (changes.hasNext()) {
      Changed change = changes.next();
      int place = find(change.path(), change.directory());
      int end = place < 0 ? -place - 1 : place;
      runs.add(new int[] {at, end, next.size()});
      next.addAll(Arrays.asList(items).subList(at, end));
      at = place < 0 ? end : end + 1;
      if (counted != null) {
        if (place >= 0) {
          counted.remove(items[place]);
        }
        change.after().ifPresent(counted::add);
      }
      if (change.after().isPresent()) {
        fresh.add(next.size());
        next.add(change.after().get());
      }
    }
    runs.add(new int[] {at, items.length, next.size()});
    next.addAll(Arrays.asList(items).subList(at, items.length));
    HeadTable table = new HeadTable(newer, next);
    table.kinds = counted;
    columns.forEach((name, old) -> table.columns.put(name, moved(old, table, runs, fresh, name)));
    return table;
  }

  private static @Nullable Object[] moved(
      @Nullable Object[] old, HeadTable table, List<int[]> runs, List<Integer> fresh, String name) {
    @Nullable Object[] column = new @Nullable Object[table.items.length];
    for (int[] run : runs) {
      System.arraycopy(old, run[0], column, run[2], run[1] - run[0]);
    }
    Iterator<Optional<Object>> values =
        ArchiveScan.column(fresh.stream().map(place -> table.items[place]).iterator(), name);
    for (int place : fresh) {
      column[place] = values.next().orElse(null);
    }
    return column;
  }

  /** Where an item is; else as {@link Arrays#binarySearch(int[], int)} says. */
  public int find(String path, boolean directory) {
    int low = 0;
    int high = items.length - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      Item item = items[middle];
      int order = PathOrder.compare(item.path(), item.directory(), path, directory);
      if (order == 0) {
        return middle;
      } else if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -(low + 1);
  }

  /** The values of an attribute, by the places of the items; null where there is none. */
  public @Nullable Object[] column(String name) {
    @Nullable Object[] known = columns.get(name);
    if (known != null) {
      return known;
    }
    @Nullable Object[] column = new @Nullable Object[items.length];
    var values = ArchiveScan.column(Arrays.asList(items).iterator(), name);
    Map<Object, Object> equal = new HashMap<>(); // most texts are there many times
    for (int i = 0; i < column.length; i++) {
      Object value = values.next().orElse(null);
      column[i] =
          value instanceof String && equal.size() < 10_000
              ? equal.computeIfAbsent(value, each -> each)
              : value;
    }
    if (columns.size() >= MAX_COLUMNS) {
      columns.clear();
    }
    columns.put(name, column);
    return column;
  }

  /** The attributes that are there, in the order of their names, and what can hold them. */
  public SortedMap<String, Kind> kinds() {
    AttributeKinds known = kinds;
    if (known == null) {
      known = new AttributeKinds();
      Arrays.stream(items).forEach(known::add);
      kinds = known;
    }
    return known.kinds();
  }

  /** What a condition is true of, in the order of the paths. */
  public Stream<Match> matches(Condition condition) {
    Matcher matcher = new Matcher(condition);
    boolean needsPath = condition.toString().contains("path(");
    Map<String, @Nullable Object[]> asked = new HashMap<>();
    matcher.attributes().forEach(name -> asked.put(name, column(name)));
    return IntStream.range(0, items.length)
        .filter(
            i ->
                matcher.matches(
                    needsPath ? TreePath.of(items[i].path()) : TreePath.ROOT,
                    name -> {
                      @Nullable Object[] column = asked.get(name);
                      return column == null ? null : column[i];
                    }))
        .mapToObj(i -> match(items[i]));
  }

  private static Match match(Item item) {
    return new Match(
        item.path(), item.directory() ? EntryKind.DIRECTORY : EntryKind.FILE, attributes(item));
  }

  /** All attributes of an item. */
  public static Attributes attributes(Item item) {
    return ArchiveScan.attributes(item.attributes());
  }
}
