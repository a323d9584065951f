package io.stemma.internal.format.v1;

import static java.util.Collections.unmodifiableSortedMap;
import static java.util.Collections.unmodifiableSortedSet;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The bounds of the values that the log stores, in one place for writing and reading: a record
 * refuses with {@link IllegalArgumentException} what could not be read again.
 */
final class Checks {
  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant END = Instant.parse("9999-12-31T23:59:59.999999999Z");

  private Checks() {}

  /** Text of at most {@code max} UTF-16 units, without lone surrogates. */
  static String text(String what, String value, int max) {
    if (value.length() > max) {
      throw new IllegalArgumentException(
          what + " has " + value.length() + " characters, at most " + max + " are allowed");
    }
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < value.length()
          && Character.isLowSurrogate(value.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        throw new IllegalArgumentException(what + " is not valid Unicode at character " + i);
      }
    }
    return value;
  }

  /** A name: text that is not empty. */
  static String name(String what, String value, int max) {
    if (value.isEmpty()) {
      throw new IllegalArgumentException(what + " is empty");
    }
    return text(what, value, max);
  }

  /** 32 lower-case hexadecimal digits. */
  static String id(String what, String value) {
    boolean good = value.length() == 32;
    for (int i = 0; good && i < 32; i++) {
      char c = value.charAt(i);
      good = c >= '0' && c <= '9' || c >= 'a' && c <= 'f';
    }
    if (!good) {
      throw new IllegalArgumentException(
          what + " is not 32 lower-case hexadecimal digits: " + value);
    }
    return value;
  }

  /** A number from {@code min} to {@code max}. */
  static long number(String what, long value, long min, long max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          what + " is " + value + ", it must be " + min + " to " + max);
    }
    return value;
  }

  /** A time of the years 1 to 9999, which has one text of a bounded length. */
  static Instant time(String what, Instant value) {
    if (value.isBefore(FIRST) || value.isAfter(END)) {
      throw new IllegalArgumentException(what + " is outside the years 1 to 9999: " + value);
    }
    return value;
  }

  /** A copy of a list of bounded size. */
  static <T> List<T> list(String what, List<T> value, int max) {
    size(what, value.size(), max);
    return List.copyOf(value);
  }

  /** A copy of a set of bounded size. */
  static <T> SortedSet<T> set(String what, Collection<T> value, int max) {
    size(what, value.size(), max);
    return unmodifiableSortedSet(new TreeSet<>(value));
  }

  /** A copy of a map of bounded size, in the natural order of its keys. */
  static <K extends Comparable<K>, V> SortedMap<K, V> map(
      String what, SortedMap<K, V> value, int max) {
    size(what, value.size(), max);
    return unmodifiableSortedMap(new TreeMap<K, V>(value));
  }

  private static void size(String what, int size, int max) {
    if (size > max) {
      throw new IllegalArgumentException(
          what + " has " + size + " elements, at most " + max + " are allowed");
    }
  }
}
