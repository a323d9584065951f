package io.stemma.internal.datum;

import io.stemma.internal.base.MalformedException;
import io.stemma.internal.format.v1.CanonicalJson;
import io.stemma.internal.format.v1.FileEntry;
import java.util.Map;
import java.util.Optional;

/**
 * For which numbers a file is valid.
 *
 * @param from the first
 * @param to the last
 */
record Interval(long from, long to) {
  private static final String ATTRIBUTE = "validity";
  private static final int SHOWN = 100;

  /**
   * What a file says of itself; nothing if it has no such attribute.
   *
   * @throws MalformedException if it has one that is no interval
   */
  static Optional<Interval> of(FileEntry file) {
    if (file.attributes().isEmpty()) {
      return Optional.empty();
    }
    Optional<Object> said = CanonicalJson.readAttributes(file.attributes()).get(ATTRIBUTE);
    if (said.isEmpty()) {
      return Optional.empty();
    }
    if (said.get() instanceof Map<?, ?> map
        && map.get("from") instanceof Long from
        && map.get("to") instanceof Long to
        && from <= to) {
      return Optional.of(new Interval(from, to));
    }
    String text = said.get().toString();
    throw new MalformedException(
        (text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text)
            + " is no interval; an interval has two whole numbers, from and to, the first not the"
            + " greater one");
  }

  @Override
  public String toString() {
    return from + " to " + to;
  }
}
