package io.stemma.storage.azure;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * An expression of an ARM template, taken apart as far as a template can be checked without Azure:
 * calls of known functions with a fitting number of arguments, texts, numbers, members and indexes.
 */
final class TemplateExpression {
  /** The fewest and the most arguments of the functions that are in use. */
  private static final Map<String, List<Integer>> FUNCTIONS =
      Map.ofEntries(
          Map.entry("parameters", List.of(1, 1)),
          Map.entry("variables", List.of(1, 1)),
          Map.entry("resourceId", List.of(2, 9)),
          Map.entry("subscriptionResourceId", List.of(2, 9)),
          Map.entry("resourceGroup", List.of(0, 0)),
          Map.entry("format", List.of(2, 9)),
          Map.entry("guid", List.of(1, 9)),
          Map.entry("if", List.of(3, 3)),
          Map.entry("empty", List.of(1, 1)),
          Map.entry("greater", List.of(2, 2)),
          Map.entry("length", List.of(1, 1)),
          Map.entry("copyIndex", List.of(1, 1)));

  /**
   * A call.
   *
   * @param function its name
   * @param texts the arguments that are plain texts, in their order; for others an empty text
   */
  record Call(String function, List<String> texts) {}

  private final String text;
  private final List<Call> calls = new ArrayList<>();
  private int at;

  private TemplateExpression(String text) {
    this.text = text;
  }

  /** Whether a text of a template is an expression. */
  static boolean isExpression(String text) {
    return text.startsWith("[") && !text.startsWith("[[") && text.endsWith("]");
  }

  /**
   * All calls of an expression, inner ones first.
   *
   * @throws IllegalArgumentException if it is not well-formed
   */
  static List<Call> calls(String expression) {
    TemplateExpression parsed =
        new TemplateExpression(expression.substring(1, expression.length() - 1));
    parsed.value();
    parsed.spaces();
    if (parsed.at != parsed.text.length()) {
      throw parsed.wrong("it goes on");
    }
    return parsed.calls;
  }

  /** Reads a value; returns it if it is a text, else an empty text. */
  private String value() {
    spaces();
    String plain = "";
    if (next() == '\'') {
      plain = quoted();
    } else if (Character.isDigit(next())) {
      while (Character.isDigit(next())) {
        at++;
      }
    } else {
      call();
    }
    while (next() == '.' || next() == '[') {
      plain = "";
      if (text.charAt(at++) == '.') {
        name();
      } else {
        value();
        expect(']');
      }
    }
    return plain;
  }

  private void call() {
    String function = name();
    List<Integer> bounds = FUNCTIONS.get(function);
    if (bounds == null) {
      throw wrong("no function is called " + function);
    }
    expect('(');
    List<String> texts = new ArrayList<>();
    spaces();
    while (next() != ')') {
      if (!texts.isEmpty()) {
        expect(',');
      }
      texts.add(value());
      spaces();
    }
    at++;
    if (texts.size() < bounds.get(0) || texts.size() > bounds.get(1)) {
      throw wrong(function + " has " + texts.size() + " arguments");
    }
    calls.add(new Call(function, texts));
  }

  private String quoted() {
    int end = text.indexOf('\'', at + 1);
    if (end < 0) {
      throw wrong("a text has no end");
    }
    String found = text.substring(at + 1, end);
    at = end + 1;
    return found;
  }

  private String name() {
    int begin = at;
    while (Character.isLetterOrDigit(next())) {
      at++;
    }
    if (begin == at) {
      throw wrong("a name is missing");
    }
    return text.substring(begin, at);
  }

  private void expect(char wanted) {
    spaces();
    if (next() != wanted) {
      throw wrong("'" + wanted + "' is missing");
    }
    at++;
  }

  private void spaces() {
    while (next() == ' ') {
      at++;
    }
  }

  private char next() {
    return at < text.length() ? text.charAt(at) : '\0';
  }

  private IllegalArgumentException wrong(String what) {
    return new IllegalArgumentException(what + " at " + at + " of " + text);
  }
}
