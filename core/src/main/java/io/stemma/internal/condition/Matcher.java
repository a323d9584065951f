package io.stemma.internal.condition;

import io.stemma.Attributes;
import io.stemma.Condition;
import io.stemma.Condition.All;
import io.stemma.Condition.Any;
import io.stemma.Condition.Comparison;
import io.stemma.Condition.Not;
import io.stemma.Condition.PathMatch;
import io.stemma.internal.path.Glob;
import io.stemma.internal.path.TreePath;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A condition, ready to be asked of many paths. Immutable. */
public final class Matcher {
  /** One condition of the whole. */
  private interface Test {
    boolean isTrue(TreePath path, Values values);
  }

  /** Knows the attributes of a path. */
  @FunctionalInterface
  public interface Values {
    /** The value of a name; null if there is none. */
    @Nullable Object get(String name);
  }

  private final Set<String> names = new LinkedHashSet<>();
  private final Test test;

  /**
   * Makes a condition ready.
   *
   * @throws io.stemma.InvalidNameException if it has a pattern that is none
   */
  public Matcher(Condition condition) {
    test = test(condition);
  }

  /** The attributes that it looks at, as they were typed; others need not be given. */
  public Set<String> attributes() {
    return Collections.unmodifiableSet(names);
  }

  /** Whether it is true of a path. */
  public boolean matches(TreePath path, Attributes attributes) {
    return matches(path, attributes.values()::get);
  }

  /** Whether it is true of a path. */
  public boolean matches(TreePath path, Values values) {
    return test.isTrue(path, values);
  }

  private Test test(Condition condition) {
    if (condition instanceof Comparison said) {
      names.add(said.attribute());
      return (path, values) -> compare(said, values);
    } else if (condition instanceof PathMatch match) {
      Glob glob = Glob.of(match.glob());
      return (path, values) -> glob.matches(path);
    } else if (condition instanceof All all) {
      return joined(all.conditions(), false);
    } else if (condition instanceof Any any) {
      return joined(any.conditions(), true);
    }
    Test turned = test(((Not) condition).condition());
    return (path, values) -> !turned.isTrue(path, values);
  }

  /** Ends at the first test that comes out so. */
  private Test joined(List<Condition> conditions, boolean end) {
    List<Test> tests = conditions.stream().map(this::test).toList();
    return (path, values) -> {
      for (Test each : tests) {
        if (each.isTrue(path, values) == end) {
          return end;
        }
      }
      return !end;
    };
  }

  private static boolean compare(Comparison said, Values values) {
    Object value = values.get(said.attribute());
    if (value == null) {
      return false;
    }
    List<Object> operands = said.operands();
    return switch (said.operator()) {
      case EXISTS -> true;
      case IS_NOT -> !Seen.any(value, seen -> Seen.equal(seen, operands.get(0)));
      case IS, IN -> Seen.any(value, seen -> isOneOf(seen, operands));
      default -> Seen.any(value, seen -> isInOrder(seen, said));
    };
  }

  private static boolean isOneOf(Object seen, List<Object> operands) {
    for (Object operand : operands) {
      if (Seen.equal(seen, operand)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isInOrder(Object seen, Comparison said) {
    Integer order = Seen.order(seen, said.operands().get(0));
    if (order == null) {
      return false;
    }
    return switch (said.operator()) {
      case ABOVE -> order > 0;
      case AT_LEAST -> order >= 0;
      case BELOW -> order < 0;
      case AT_MOST -> order <= 0;
      default -> order >= 0 && atMost(Seen.order(seen, said.operands().get(1)));
    };
  }

  private static boolean atMost(@Nullable Integer order) {
    return order != null && order <= 0;
  }
}
