package io.stemma.internal.replay;

import io.stemma.Attributes;
import io.stemma.CommitId;
import io.stemma.Verdict;
import io.stemma.internal.base.MalformedException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A verdict as attributes. */
final class VerdictAttributes {
  private static final String INFINITE = "Infinity";

  private VerdictAttributes() {}

  static Attributes encode(Verdict verdict) {
    Map<String, Object> values = new TreeMap<>();
    values.put("time", verdict.time().toString());
    values.put("author", verdict.author());
    values.put("way", verdict.way().name().toLowerCase(Locale.ROOT));
    values.put("code", verdict.code());
    values.put("datums", verdict.datums());
    values.put("files", verdict.files());
    values.put("differing", verdict.differing());
    verdict
        .largest()
        .ifPresent(
            size ->
                values.put(
                    "largest",
                    Map.of(
                        "absolute", written(size.absolute()),
                        "relative", written(size.relative()),
                        "ulps", written(size.ulps()))));
    values.put("differences", verdict.differences());
    values.put("environment", verdict.environment());
    verdict.unreproducible().ifPresent(reason -> values.put("unreproducible", reason));
    return new Attributes(values);
  }

  /**
   * Reads what {@link #encode} wrote.
   *
   * @throws MalformedException if it is no verdict
   */
  static Verdict decode(CommitId commit, Attributes attributes) {
    try {
      return new Verdict(
          commit,
          Instant.parse(text(attributes, "time")),
          text(attributes, "author"),
          Verdict.Way.valueOf(text(attributes, "way").toUpperCase(Locale.ROOT)),
          text(attributes, "code"),
          count(attributes, "datums"),
          count(attributes, "files"),
          count(attributes, "differing"),
          attributes.get("largest").map(VerdictAttributes::deviation),
          lines(attributes, "differences"),
          lines(attributes, "environment"),
          attributes.text("unreproducible"));
    } catch (IllegalArgumentException | DateTimeParseException e) {
      throw new MalformedException("a verdict that breaks a rule: " + e.getMessage(), e);
    }
  }

  private static MalformedException without(String name) {
    return new MalformedException("a verdict without " + name);
  }

  private static String text(Attributes attributes, String name) {
    return attributes.text(name).orElseThrow(() -> without(name));
  }

  private static long count(Attributes attributes, String name) {
    return attributes.integer(name).orElseThrow(() -> without(name));
  }

  private static List<String> lines(Attributes attributes, String name) {
    return attributes
        .get(name)
        .filter(List.class::isInstance)
        .map(list -> ((List<?>) list).stream().map(String::valueOf).toList())
        .orElseThrow(() -> without(name));
  }

  private static Verdict.Deviation deviation(Object value) {
    if (!(value instanceof Map<?, ?> map)) {
      throw without("sizes of differences");
    }
    return new Verdict.Deviation(
        number(map, "absolute"), number(map, "relative"), number(map, "ulps"));
  }

  /** JSON has no number for samples that are further away than the largest one. */
  private static Object written(double size) {
    return size == Double.POSITIVE_INFINITY ? INFINITE : (Object) size;
  }

  private static double number(Map<?, ?> map, String name) {
    if (INFINITE.equals(map.get(name))) {
      return Double.POSITIVE_INFINITY;
    }
    return Optional.ofNullable(map.get(name))
        .filter(Number.class::isInstance)
        .map(number -> ((Number) number).doubleValue())
        .orElseThrow(() -> without(name));
  }
}
