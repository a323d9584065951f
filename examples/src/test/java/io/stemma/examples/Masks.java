package io.stemma.examples;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Makes what is printed the same in every run: ids become {@code <1>}, {@code <2>} ... in the order
 * in which they come, times and places that of no run.
 */
final class Masks {
  private static final Pattern ID =
      Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\\b[0-9a-f]{12}\\b");

  /** What is where in a picture, whose boxes are as wide as the times in them. */
  private static final Pattern PLACE = Pattern.compile(" (x|y|d|width|height|viewBox)=\"[^\"]*\"");

  private final Map<String, String> ids = new LinkedHashMap<>();

  String masked(String value) {
    String text =
        ID.matcher(value)
            .replaceAll(
                match -> {
                  String id = match.group().replace("-", "").substring(0, 12);
                  String name = ids.computeIfAbsent(id, i -> "<" + (ids.size() + 1));
                  return name + ".".repeat(11 - name.length()) + ">";
                });
    return text.replaceAll("(stemma-[a-z]+-)\\d+", "$1#")
        .replaceAll("/\\S*/stemma-", "/tmp/stemma-")
        .replaceAll("[\\d,.]+ [KM]iB checked", "# KiB checked");
  }

  /** Where the clock is that of the machine, and graphs are drawn. */
  String maskedWithTimes(String value) {
    String text =
        masked(value)
            .replaceAll(
                "\\d{4}-\\d\\d-\\d\\d[ T]\\d\\d:\\d\\d:\\d\\d(\\.\\d+)? ?Z", "2026-11-22 09:00:00Z")
            .replaceAll("\\b[\\d,.]+ m?s\\b", "# ms");
    return value.contains("<g id=\"legend") ? PLACE.matcher(text).replaceAll(" $1=\"#\"") : text;
  }
}
