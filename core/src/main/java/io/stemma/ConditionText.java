package io.stemma;

import io.stemma.Condition.All;
import io.stemma.Condition.Any;
import io.stemma.Condition.Comparison;
import io.stemma.Condition.Not;
import io.stemma.Condition.PathMatch;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** Conditions as they are typed. */
final class ConditionText {
  private ConditionText() {}

  static String of(Condition condition) {
    if (condition instanceof Comparison said) {
      return "where(" + quoted(said.attribute()) + ")" + said(said);
    } else if (condition instanceof PathMatch match) {
      return "path(" + quoted(match.glob()) + ")";
    } else if (condition instanceof All all) {
      return joined(all.conditions(), ".and(");
    } else if (condition instanceof Any any) {
      return joined(any.conditions(), ".or(");
    }
    return of(((Not) condition).condition()) + ".not()";
  }

  private static String joined(List<Condition> conditions, String join) {
    StringBuilder text = new StringBuilder(of(conditions.get(0)));
    for (Condition next : conditions.subList(1, conditions.size())) {
      text.append(join);
      if (next instanceof Comparison said) {
        text.append(quoted(said.attribute())).append(')').append(said(said));
      } else {
        text.append(of(next)).append(')');
      }
    }
    return text.toString();
  }

  private static String said(Comparison said) {
    String operator =
        switch (said.operator()) {
          case ABOVE -> "above";
          case AT_LEAST -> "atLeast";
          case BELOW -> "below";
          case AT_MOST -> "atMost";
          case BETWEEN -> "between";
          case IS -> "is";
          case IS_NOT -> "isNot";
          case IN -> "in";
          case EXISTS -> "exists";
        };
    return said.operands().stream()
        .map(ConditionText::value)
        .collect(Collectors.joining(", ", "." + operator + "(", ")"));
  }

  private static String value(Object operand) {
    if (operand instanceof String text) {
      return quoted(text);
    } else if (operand instanceof Instant time) {
      return "Instant.parse(\"" + time + "\")";
    } else if (operand instanceof Long number && number != number.intValue()) {
      return number + "L";
    }
    return operand.toString();
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> quoted.append('\\').append(c);
        case '\n' -> quoted.append("\\n");
        case '\r' -> quoted.append("\\r");
        case '\t' -> quoted.append("\\t");
        default -> quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}
