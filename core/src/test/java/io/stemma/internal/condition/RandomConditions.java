package io.stemma.internal.condition;

import static io.stemma.Condition.path;
import static io.stemma.Condition.where;

import io.stemma.Condition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Attributes and conditions from small sets of values, so that they often meet. */
public final class RandomConditions {
  private static final List<String> NAMES = List.of("gas", "ip", "start", "ok", "n");
  private static final List<Object> NUMBERS =
      List.of(0L, 1L, -1L, 1.0, 1.5, 1L << 53, (1L << 53) + 1, 9007199254740992.0, -0.5);
  private static final List<String> TEXTS =
      List.of("D2", "He", "", "1", "2026-11-22T09:00:00Z", "2026-11-22T10:00:00+01:00");
  private static final List<String> TIMES =
      List.of("2026-11-22T09:00:00Z", "2026-11-22T09:00:00.5Z", "2025-01-01T00:00:00Z");

  private final Random random;

  /** Begins with a seed. */
  public RandomConditions(int seed) {
    random = new Random(seed);
  }

  /** A number from 0, below a bound. */
  public int below(int bound) {
    return random.nextInt(bound);
  }

  private <T> T one(List<? extends T> of) {
    return of.get(random.nextInt(of.size()));
  }

  private Object plain() {
    return switch (random.nextInt(4)) {
      case 0 -> one(TEXTS);
      case 1 -> random.nextBoolean();
      default -> one(NUMBERS);
    };
  }

  private Object value() {
    return switch (random.nextInt(6)) {
      case 0 -> random.nextBoolean() ? List.of() : List.of(plain(), plain());
      case 1 -> Map.of("value", plain(), "unit", "kA");
      case 2 -> random.nextBoolean() ? Map.of("value", plain()) : Map.of("x", plain());
      default -> plain();
    };
  }

  /** Attributes, some of them missing. */
  public Map<String, Object> attributes() {
    Map<String, Object> values = new TreeMap<>();
    for (String name : NAMES) {
      if (random.nextBoolean()) {
        values.put(name, value());
      }
    }
    return values;
  }

  private Instant time() {
    return Instant.parse(one(TIMES));
  }

  private Object operand() {
    return random.nextInt(4) == 0 ? time() : plain();
  }

  private Condition comparison() {
    Number number = (Number) one(NUMBERS);
    var term = where(one(NAMES));
    return switch (random.nextInt(14)) {
      case 0 -> term.above(number);
      case 1 -> term.atLeast(number);
      case 2 -> term.below(number);
      case 3 -> term.atMost(number);
      case 4 -> term.between(number, number.doubleValue() + 1);
      case 5 -> term.above(time());
      case 6 -> term.atMost(time());
      case 7 -> term.between(Instant.EPOCH, time());
      case 8, 9 -> term.is(operand());
      case 10 -> term.isNot(operand());
      case 11 -> term.in(operand(), operand());
      case 12 -> term.exists();
      default -> path(one(List.of("/1*", "/10*/a", "/*/a")));
    };
  }

  /** A condition, often of several. */
  public Condition condition() {
    Condition condition = comparison();
    List<Condition> more = new ArrayList<>();
    while (random.nextInt(3) > 0 && more.size() < 4) {
      more.add(random.nextInt(4) == 0 ? comparison().or(comparison()) : comparison());
    }
    for (Condition each : more) {
      condition = random.nextBoolean() ? condition.and(each) : condition.or(each);
      condition = random.nextInt(5) == 0 ? condition.not() : condition;
    }
    return condition;
  }
}
