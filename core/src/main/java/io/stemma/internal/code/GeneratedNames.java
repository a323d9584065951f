package io.stemma.internal.code;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names of classes without the numbers that compilers and notebooks give out: those of anonymous
 * and local classes ({@code Day$2}, {@code Day$1Fit}) and of JShell's snippets ({@code
 * REPL/$JShell$17B}) are counted anew, in the order in which they are met. So the same code has the
 * same names, whatever else is around it. Several threads may use it at once while none asks for a
 * name that is new.
 */
final class GeneratedNames {
  /** Every generated name has this character in it. */
  static final char MARK = '$';

  /** A number, and what follows it up to the next nested class. */
  private static final Pattern GENERATED =
      Pattern.compile("\\$JShell\\$(\\d+[A-Z]*)()(?=\\$|$)|\\$(\\d+)([^$]*)");

  /** The counted numbers, by names up to the end of what was generated. */
  private final Map<String, Integer> numbers = new HashMap<>();

  /** How many were counted, by names with a gap in the place of the number. */
  private final Map<String, Integer> counts = new HashMap<>();

  private final Map<String, String> names = new HashMap<>();

  /**
   * The name of a class.
   *
   * @param name the internal name that it was loaded with
   * @return the internal name without given numbers
   */
  String of(String name) {
    String known = names.get(name);
    if (known == null) {
      known = counted(name);
      names.put(name, known);
    }
    return known;
  }

  /** The name of a class that {@link #of} has given. Changes nothing, like {@link #in}. */
  String known(String name) {
    return Objects.requireNonNull(names.get(name));
  }

  private String counted(String name) {
    Matcher matcher = GENERATED.matcher(name);
    StringBuilder counted = new StringBuilder();
    int from = 0;
    while (matcher.find()) {
      boolean snippet = matcher.group(1) != null;
      String tail = snippet ? "" : matcher.group(4);
      int begin = snippet ? matcher.start(1) : matcher.start(3);
      counted.append(name, from, begin);
      String gap = counted + "\0" + tail;
      int number =
          numbers.computeIfAbsent(
              name.substring(0, matcher.end()), key -> counts.merge(gap, 1, Integer::sum));
      counted.append(number).append(tail);
      from = matcher.end();
    }
    return counted.append(name, from, name.length()).toString();
  }

  /** Replaces the names of classes in a descriptor, or in the name of a class or an array. */
  String in(String text) {
    if (text.indexOf(MARK) < 0) {
      return text;
    } else if (names.containsKey(text)) {
      return known(text);
    }
    StringBuilder replaced = new StringBuilder();
    int from = 0;
    for (int at = text.indexOf('L'); at >= 0; at = text.indexOf('L', from)) {
      int end = text.indexOf(';', at);
      if (end < 0) {
        break;
      }
      String name = text.substring(at + 1, end);
      if (!names.containsKey(name)) {
        replaced.append(text, from, at + 1);
        from = at + 1;
        continue;
      }
      replaced.append(text, from, at + 1).append(known(name));
      from = end;
    }
    return replaced.append(text, from, text.length()).toString();
  }
}
