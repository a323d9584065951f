package io.stemma.internal.condition;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What conditions, and the catalog, see of the value of an attribute. */
public final class Seen {
  private static final String VALUE = "value";
  private static final String UNIT = "unit";
  private static final int SHORTEST_TIME = "2026-11-22T09:00Z".length();

  private Seen() {}

  /** A list's items; any other value alone. Each is that of a quantity, where it is one. */
  public static List<Object> items(Object value) {
    return value instanceof List<?> list
        ? list.stream().map(Seen::magnitude).toList()
        : List.of(magnitude(value));
  }

  /** Whether something is true of one of the items; without a list of them, as values are many. */
  static boolean any(Object value, Predicate<Object> test) {
    if (!(value instanceof List<?> list)) {
      return test.test(magnitude(value));
    }
    for (Object item : list) {
      if (test.test(magnitude(item))) {
        return true;
      }
    }
    return false;
  }

  private static Object magnitude(Object value) {
    Object inner = value instanceof Map<?, ?> map && isQuantity(map) ? map.get(VALUE) : null;
    return inner == null ? value : inner;
  }

  private static boolean isQuantity(Map<?, ?> map) {
    Object inner = map.get(VALUE);
    boolean plain = inner != null && !(inner instanceof Map) && !(inner instanceof List);
    return plain && (map.size() == 1 || map.size() == 2 && map.get(UNIT) instanceof String);
  }

  /** The unit of a quantity. */
  public static Optional<String> unit(Object value) {
    return value instanceof Map<?, ?> map && isQuantity(map) && map.get(UNIT) instanceof String unit
        ? Optional.of(unit)
        : Optional.empty();
  }

  /** The time that a text is; null if it is none. */
  public static @Nullable Instant time(String text) {
    if (text.length() < SHORTEST_TIME || text.length() > 64 || text.indexOf('T') < 10) {
      return null;
    }
    try {
      return DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(text, Instant::from);
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** Compares numbers as they are, without rounding one to the other's type. */
  static int compare(Number a, Number b) {
    if (a instanceof Long x && b instanceof Long y) {
      return Long.compare(x, y);
    }
    double x = a.doubleValue();
    double y = b.doubleValue();
    if (x != y || a instanceof Double && b instanceof Double) {
      // Conversion keeps the order, so different doubles come from numbers in the same order.
      return x < y ? -1 : x > y ? 1 : 0;
    }
    return exact(a).compareTo(exact(b));
  }

  private static BigDecimal exact(Number number) {
    return number instanceof Long whole
        ? BigDecimal.valueOf(whole)
        : new BigDecimal(number.doubleValue());
  }

  /** Whether a value equals what a condition compares it with. */
  static boolean equal(Object seen, Object operand) {
    if (operand instanceof Number number) {
      return seen instanceof Number other && compare(other, number) == 0;
    } else if (operand instanceof Instant time) {
      return seen instanceof String text && time.equals(time(text));
    }
    return seen.equals(operand);
  }

  /** How a value compares with a number or time; null if it is of another type. */
  static @Nullable Integer order(Object seen, Object operand) {
    if (operand instanceof Number number) {
      return seen instanceof Number other ? compare(other, number) : null;
    }
    Instant time = seen instanceof String text ? time(text) : null;
    return time == null ? null : time.compareTo((Instant) operand);
  }
}
