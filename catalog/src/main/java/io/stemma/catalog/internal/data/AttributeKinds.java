package io.stemma.catalog.internal.data;

import io.stemma.internal.condition.Seen;
import io.stemma.internal.engine.ArchiveScan.Item;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which attributes some items carry, and of which kinds their values are: counted, so that what is
 * said of a branch after many commits is what is said of its head alone. For one thread.
 */
public final class AttributeKinds {
  /** What a value is. */
  public enum Kind {
    /** A whole number. */
    WHOLE,
    /** Another number. */
    NUMBER,
    /** A truth value. */
    TRUTH,
    /** A text that is a time. */
    TIME,
    /** Another text, a list, or a map that is no quantity. */
    TEXT
  }

  private final Map<String, Map<Kind, Integer>> counts = new HashMap<>();

  AttributeKinds() {}

  AttributeKinds copy() {
    AttributeKinds copy = new AttributeKinds();
    counts.forEach((name, each) -> copy.counts.put(name, new EnumMap<>(each)));
    return copy;
  }

  void add(Item item) {
    count(item, 1);
  }

  void remove(Item item) {
    count(item, -1);
  }

  private void count(Item item, int by) {
    if (item.attributes().isEmpty()) {
      return;
    }
    HeadTable.attributes(item)
        .values()
        .forEach(
            (name, value) ->
                counts
                    .computeIfAbsent(name, n -> new EnumMap<>(Kind.class))
                    .merge(kind(value), by, AttributeKinds::sum));
  }

  /** No entry stands for none, so that what is left out is as if it had never been there. */
  private static @Nullable Integer sum(int a, int b) {
    return a + b == 0 ? null : Integer.valueOf(a + b);
  }

  /** What a value is. */
  static Kind kind(Object value) {
    if (value instanceof List<?>) {
      return Kind.TEXT;
    }
    Object seen = Seen.items(value).get(0);
    if (seen instanceof Number number) {
      return number instanceof Long ? Kind.WHOLE : Kind.NUMBER;
    } else if (seen instanceof Boolean) {
      return Kind.TRUTH;
    }
    return seen instanceof String text && Seen.time(text) != null ? Kind.TIME : Kind.TEXT;
  }

  /** The attributes that are there, and what can hold all values of each. */
  public SortedMap<String, Kind> kinds() {
    SortedMap<String, Kind> kinds = new TreeMap<>();
    counts.forEach(
        (name, each) ->
            each.keySet().stream()
                .reduce(AttributeKinds::common)
                .ifPresent(common -> kinds.put(name, common)));
    return kinds;
  }

  private static Kind common(Kind a, Kind b) {
    return a == Kind.WHOLE && b == Kind.NUMBER ? Kind.NUMBER : Kind.TEXT;
  }
}
