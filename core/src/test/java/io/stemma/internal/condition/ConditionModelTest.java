package io.stemma.internal.condition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.stemma.Archive;
import io.stemma.Attributes;
import io.stemma.Commit;
import io.stemma.Condition;
import io.stemma.Condition.All;
import io.stemma.Condition.Any;
import io.stemma.Condition.Comparison;
import io.stemma.Condition.Not;
import io.stemma.Condition.PathMatch;
import io.stemma.internal.base.MalformedException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is found among random attributes, against a model that knows but the description. */
class ConditionModelTest {

  static IntStream seeds() {
    return IntStream.range(0, 60);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void findsWhatTheModelFinds(int seed) {
    RandomConditions random = new RandomConditions(seed);
    try (Archive archive = Archive.inMemory()) {
      Map<String, Map<String, Object>> said = new TreeMap<>();
      Commit commit =
          archive
              .createRepository("shots")
              .main()
              .commit(
                  "all",
                  tx -> {
                    for (int shot = 100; shot < 140; shot++) {
                      Map<String, Object> attributes = random.attributes();
                      tx.write("/" + shot + "/a", "x");
                      String path = "/" + shot + (random.below(3) == 0 ? "/a" : "");
                      attributes.forEach((name, value) -> tx.attribute(path, name, value));
                    }
                  });
      commit.walk("/").forEach(entry -> said.put(entry.path(), entry.attributes().values()));
      commit.list("/").stream()
          .filter(entry -> !entry.attributes().isEmpty())
          .forEach(entry -> said.put(entry.path(), entry.attributes().values()));
      for (int i = 0; i < 40; i++) {
        Condition condition = random.condition();
        List<String> expected = new ArrayList<>();
        said.forEach(
            (path, attributes) -> {
              if (isTrue(condition, path, attributes)) {
                expected.add(path);
              }
            });
        assertThat(commit.find(condition).paths()).as("%s", condition).isEqualTo(expected);
      }
    }
  }

  private static boolean isTrue(Condition condition, String path, Map<String, Object> attributes) {
    if (condition instanceof All all) {
      return all.conditions().stream().allMatch(each -> isTrue(each, path, attributes));
    } else if (condition instanceof Any any) {
      return any.conditions().stream().anyMatch(each -> isTrue(each, path, attributes));
    } else if (condition instanceof Not not) {
      return !isTrue(not.condition(), path, attributes);
    } else if (condition instanceof PathMatch match) {
      return path.matches(match.glob().replace("*", "[^/]*"));
    }
    Comparison said = (Comparison) condition;
    Object value = attributes.get(said.attribute());
    if (value == null) {
      return false;
    }
    List<?> items = value instanceof List<?> list ? list : List.of(value);
    List<Object> operands = said.operands();
    return switch (said.operator()) {
      case EXISTS -> true;
      case IS_NOT -> items.stream().noneMatch(item -> equal(item, operands.get(0)));
      case IS, IN ->
          items.stream().anyMatch(item -> operands.stream().anyMatch(o -> equal(item, o)));
      case ABOVE -> items.stream().anyMatch(item -> order(item, operands.get(0), 1, 1));
      case AT_LEAST -> items.stream().anyMatch(item -> order(item, operands.get(0), 0, 1));
      case BELOW -> items.stream().anyMatch(item -> order(item, operands.get(0), -1, -1));
      case AT_MOST -> items.stream().anyMatch(item -> order(item, operands.get(0), -1, 0));
      case BETWEEN ->
          items.stream()
              .anyMatch(
                  item ->
                      order(item, operands.get(0), 0, 1) && order(item, operands.get(1), -1, 0));
    };
  }

  private static boolean equal(Object item, Object operand) {
    return operand instanceof String || operand instanceof Boolean
        ? inner(item).equals(operand)
        : order(item, operand, 0, 0);
  }

  private static Object inner(Object item) {
    boolean quantity =
        item instanceof Map<?, ?> map
            && (map.keySet().equals(java.util.Set.of("value"))
                || map.keySet().equals(java.util.Set.of("value", "unit")));
    return quantity ? java.util.Objects.requireNonNull(((Map<?, ?>) item).get("value")) : item;
  }

  private static boolean order(Object item, Object operand, int from, int to) {
    Object seen = inner(item);
    int order;
    if (operand instanceof Instant time) {
      if (!(seen instanceof String text) || !text.matches("\\d{4}-.*T.*(Z|[+-]\\d\\d:\\d\\d)")) {
        return false;
      }
      order = OffsetDateTime.parse(text).toInstant().compareTo(time);
    } else {
      if (!(seen instanceof Number)) {
        return false;
      }
      order = new BigDecimal(seen.toString()).compareTo(new BigDecimal(operand.toString()));
    }
    int sign = Integer.signum(order); // instants give differences
    return sign >= from && sign <= to;
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void comesBackFromValues(int seed) {
    RandomConditions random = new RandomConditions(seed);
    for (int i = 0; i < 40; i++) {
      Condition condition = random.condition();
      Attributes stored = new Attributes(ConditionValues.encode(condition));
      assertThat(ConditionValues.decode(stored.values())).isEqualTo(condition);
    }
  }

  @Test
  void refusesValuesThatAreNoCondition() {
    for (Map<String, Object> value :
        List.<Map<String, Object>>of(
            Map.of(),
            Map.of("all", List.of()),
            Map.of("all", "x"),
            Map.of("any", List.of(1, 2)),
            Map.of("not", 1),
            Map.of("not", Map.of()),
            Map.of("path", 1),
            Map.of("attribute", "a", "operator", "is", "operands", List.of()),
            Map.of("attribute", "a", "operator", "IS", "operands", List.of(1)),
            Map.of("attribute", "a", "operator", "is", "operands", List.of(List.of(1))),
            Map.of("attribute", "a", "operator", "is", "operands", List.of(Map.of("time", "x"))),
            Map.of("attribute", "a", "operator", "between", "operands", List.of(2L, 1L)),
            Map.of("attribute", 1, "operator", "is", "operands", List.of(1)))) {
      assertThatExceptionOfType(MalformedException.class)
          .as("%s", value)
          .isThrownBy(() -> ConditionValues.decode(value));
    }
    Map<String, Object> deep = Map.of("path", "/");
    for (int i = 0; i < 60; i++) {
      deep = Map.of("not", deep);
    }
    Map<String, Object> nested = deep;
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> ConditionValues.decode(nested));
  }
}
