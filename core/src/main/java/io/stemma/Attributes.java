package io.stemma;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Named values that are said of a path or of a commit: shot number, gas, peak current. A value is
 * what JSON can hold: a {@link String}, {@link Boolean}, {@link Long}, {@link Double}, or a {@link
 * List} or {@link Map} (with string keys) of such. Immutable; equal if all names and values are.
 *
 * @param values the values by name, sorted by name
 */
public record Attributes(Map<String, Object> values) {

  /** No attributes. */
  public static final Attributes NONE = new Attributes(Map.of());

  /**
   * Checks and copies the values. Other integer types become {@code Long}, {@code Float} becomes
   * {@code Double}.
   *
   * @param values the values by name, sorted by name
   * @throws IllegalArgumentException if a value is of a type that JSON has not, is not finite, or
   *     is not valid Unicode
   */
  public Attributes {
    Objects.requireNonNull(values, "values");
    TreeMap<String, Object> copy = new TreeMap<>();
    values.forEach((name, value) -> copy.put(unicode(name, name), normal(name, value)));
    values = Collections.unmodifiableMap(copy);
  }

  private static String unicode(String name, String text) {
    if (!isUnicode(text)) {
      throw new IllegalArgumentException("attribute " + name + " is not valid Unicode: " + text);
    }
    return text;
  }

  /** Whether surrogates come in pairs; without an encoder, as searches read many attributes. */
  private static boolean isUnicode(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)
          && (!Character.isHighSurrogate(c)
              || ++i == text.length()
              || !Character.isLowSurrogate(text.charAt(i)))) {
        return false;
      }
    }
    return true;
  }

  private static Object normal(String name, Object value) {
    if (value instanceof String text) {
      return unicode(name, text);
    } else if (value instanceof Boolean || value instanceof Long) {
      return value;
    } else if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
      return ((Number) value).longValue();
    } else if (value instanceof Double || value instanceof Float) {
      double number = ((Number) value).doubleValue();
      if (Double.isFinite(number)) {
        return number;
      }
      throw new IllegalArgumentException("attribute " + name + " is not a finite number: " + value);
    } else if (value instanceof List<?> list) {
      return list.stream().map(item -> normal(name, item)).toList();
    } else if (value instanceof Map<?, ?> map) {
      TreeMap<String, Object> copy = new TreeMap<>();
      map.forEach((key, item) -> copy.put(unicode(name, String.valueOf(key)), normal(name, item)));
      return Collections.unmodifiableMap(copy);
    }
    throw new IllegalArgumentException(
        "attribute " + name + " is of a type that JSON has not: " + value.getClass().getName());
  }

  /**
   * Whether there are none.
   *
   * @return true if there are none
   */
  public boolean isEmpty() {
    return values.isEmpty();
  }

  /**
   * A value.
   *
   * @param name its name
   * @return the value, if there is one of that name
   */
  public Optional<Object> get(String name) {
    Objects.requireNonNull(name, "name");
    return Optional.ofNullable(values.get(name));
  }

  /**
   * A text.
   *
   * @param name its name
   * @return the text, if there is a value of that name and it is a text
   */
  public Optional<String> text(String name) {
    Objects.requireNonNull(name, "name");
    return get(name).filter(String.class::isInstance).map(String.class::cast);
  }

  /**
   * A number.
   *
   * @param name its name
   * @return the number, if there is a value of that name and it is a number
   */
  public OptionalDouble number(String name) {
    Objects.requireNonNull(name, "name");
    return values.get(name) instanceof Number number
        ? OptionalDouble.of(number.doubleValue())
        : OptionalDouble.empty();
  }

  /**
   * A whole number.
   *
   * @param name its name
   * @return the number, if there is a value of that name and it is a whole number
   */
  public OptionalLong integer(String name) {
    Objects.requireNonNull(name, "name");
    return values.get(name) instanceof Long number ? OptionalLong.of(number) : OptionalLong.empty();
  }

  /** {@code {gas=D2, peak_current_kA=212.5}}. */
  @Override
  public String toString() {
    return values.toString();
  }
}
