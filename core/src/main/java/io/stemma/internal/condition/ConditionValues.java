package io.stemma.internal.condition;

import io.stemma.Condition;
import io.stemma.Condition.All;
import io.stemma.Condition.Any;
import io.stemma.Condition.Comparison;
import io.stemma.Condition.Comparison.Operator;
import io.stemma.Condition.Not;
import io.stemma.Condition.PathMatch;
import io.stemma.internal.base.MalformedException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Conditions as values of attributes: maps with {@code attribute}, {@code operator} (lower case,
 * words joined by {@code -}) and {@code operands}, of which a time is a map with {@code time}; with
 * {@code all} or {@code any} (lists), {@code not}, or {@code path} (a pattern).
 */
public final class ConditionValues {
  private static final int MAX_DEPTH = 32;

  private ConditionValues() {}

  /** A condition as a value. */
  public static Map<String, Object> encode(Condition condition) {
    if (condition instanceof Comparison said) {
      return Map.of(
          "attribute",
          said.attribute(),
          "operator",
          said.operator().name().toLowerCase(Locale.ROOT).replace('_', '-'),
          "operands",
          said.operands().stream().map(ConditionValues::operand).toList());
    } else if (condition instanceof PathMatch match) {
      return Map.of("path", match.glob());
    } else if (condition instanceof All all) {
      return Map.of("all", all.conditions().stream().map(ConditionValues::encode).toList());
    } else if (condition instanceof Any any) {
      return Map.of("any", any.conditions().stream().map(ConditionValues::encode).toList());
    }
    return Map.of("not", encode(((Not) condition).condition()));
  }

  private static Object operand(Object operand) {
    return operand instanceof Instant time ? Map.of("time", time.toString()) : operand;
  }

  /**
   * The condition of a value.
   *
   * @throws MalformedException if it is none
   */
  public static Condition decode(Map<?, ?> value) {
    try {
      return decode(value, 0);
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new MalformedException("a condition that cannot be: " + e.getMessage(), e);
    }
  }

  private static Condition decode(Object value, int depth) {
    if (!(value instanceof Map<?, ?> map) || depth > MAX_DEPTH) {
      throw new MalformedException("a condition that is " + value);
    }
    if (map.size() == 3 && map.get("attribute") instanceof String attribute) {
      List<Object> operands =
          list(map, "operands").stream().map(ConditionValues::operandOf).toList();
      return new Comparison(attribute, operator(map.get("operator")), operands);
    } else if (map.size() != 1) {
      throw new MalformedException("a condition with fields " + map.keySet());
    } else if (map.get("path") instanceof String glob) {
      return new PathMatch(glob);
    } else if (map.containsKey("all")) {
      return new All(conditions(map, "all", depth));
    } else if (map.containsKey("any")) {
      return new Any(conditions(map, "any", depth));
    } else if (map.get("not") instanceof Map<?, ?> turned) {
      return new Not(decode(turned, depth + 1));
    }
    throw new MalformedException("a condition with fields " + map.keySet());
  }

  private static List<Condition> conditions(Map<?, ?> map, String name, int depth) {
    return list(map, name).stream().map(each -> decode(each, depth + 1)).toList();
  }

  private static List<?> list(Map<?, ?> map, String name) {
    if (map.get(name) instanceof List<?> list) {
      return list;
    }
    throw new MalformedException("a condition whose " + name + " are " + map.get(name));
  }

  private static Operator operator(@Nullable Object name) {
    for (Operator operator : Operator.values()) {
      if (operator.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(name)) {
        return operator;
      }
    }
    throw new MalformedException("a condition whose operator is " + name);
  }

  private static Object operandOf(Object value) {
    return value instanceof Map<?, ?> map && map.get("time") instanceof String time
        ? Instant.parse(time)
        : value;
  }
}
