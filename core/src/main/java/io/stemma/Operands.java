package io.stemma;

import io.stemma.Condition.Comparison.Operator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** What conditions are made of, checked. */
final class Operands {
  /** So that they fit into JSON of a bounded depth, with room around them. */
  private static final int MAX_DEPTH = 20;

  private Operands() {}

  static List<Object> checked(String attribute, Operator operator, List<Object> operands) {
    List<Object> checked = new ArrayList<>();
    for (Object operand : operands) {
      checked.add(value(attribute, Objects.requireNonNull(operand, "operand")));
    }
    checkCount(attribute, operator, checked.size());
    switch (operator) {
      case ABOVE, AT_LEAST, BELOW, AT_MOST, BETWEEN ->
          checked.forEach(operand -> checkOrdered(attribute, operand));
      default -> {}
    }
    if (operator == Operator.BETWEEN) {
      checkOrder(attribute, checked.get(0), checked.get(1));
    }
    return List.copyOf(checked);
  }

  private static void checkCount(String attribute, Operator operator, int count) {
    int least =
        switch (operator) {
          case EXISTS -> 0;
          case BETWEEN -> 2;
          default -> 1;
        };
    if (count < least || operator != Operator.IN && count > least) {
      throw new IllegalArgumentException(
          "what is asked of " + attribute + " needs " + least + " values, not " + count);
    }
  }

  private static Object value(String attribute, Object operand) {
    if (operand instanceof Instant) {
      return operand;
    }
    if (operand instanceof String || operand instanceof Boolean || operand instanceof Number) {
      return Objects.requireNonNull(
          new Attributes(Map.of(attribute, operand)).values().get(attribute));
    }
    throw new IllegalArgumentException(
        "attribute "
            + attribute
            + " cannot be compared with a "
            + operand.getClass().getName()
            + ", but with a String, Boolean, Instant or number");
  }

  private static void checkOrdered(String attribute, Object operand) {
    if (!(operand instanceof Number || operand instanceof Instant)) {
      throw new IllegalArgumentException(
          "attribute " + attribute + " is above or below numbers and times, not: " + operand);
    }
  }

  private static void checkOrder(String attribute, Object lower, Object upper) {
    boolean ordered =
        lower instanceof Instant first && upper instanceof Instant last
            ? !first.isAfter(last)
            : lower instanceof Number least
                && upper instanceof Number most
                && least.doubleValue() <= most.doubleValue();
    if (!ordered) {
      throw new IllegalArgumentException(
          "attribute " + attribute + " cannot be between " + lower + " and " + upper);
    }
  }

  /**
   * Conditions that are joined.
   *
   * @param given some, the first of which may be joined in the same way already
   * @param inner the conditions of one that is
   */
  static <T extends Condition> List<Condition> joined(
      List<Condition> given, Class<T> way, Function<T, List<Condition>> inner) {
    List<Condition> conditions = new ArrayList<>(Objects.requireNonNull(given, "conditions"));
    if (!conditions.isEmpty() && way.isInstance(conditions.get(0))) {
      conditions.addAll(0, inner.apply(way.cast(conditions.remove(0))));
    }
    if (conditions.size() < 2) {
      throw new IllegalArgumentException(
          "two or more conditions are joined, not " + conditions.size());
    }
    checkDepth(conditions);
    return List.copyOf(conditions);
  }

  static void checkDepth(List<Condition> below) {
    int depth = below.stream().mapToInt(Operands::depth).max().orElse(0);
    if (depth >= MAX_DEPTH) {
      throw new IllegalArgumentException(
          "conditions within conditions are nested more than " + MAX_DEPTH + " deep");
    }
  }

  private static int depth(Condition condition) {
    List<Condition> below =
        condition instanceof Condition.All all
            ? all.conditions()
            : condition instanceof Condition.Any any
                ? any.conditions()
                : condition instanceof Condition.Not not ? List.of(not.condition()) : List.of();
    return 1 + below.stream().mapToInt(Operands::depth).max().orElse(0);
  }
}
