package io.stemma.internal.engine;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Values as tables show them. */
final class Printed {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Printed() {}

  static String time(Instant time) {
    return TIME.format(time);
  }

  /** {@code 1 branch}, {@code 12,000 branches}. */
  static String count(long number, String one, String many) {
    return String.format(Locale.ROOT, "%,d %s", number, number == 1 ? one : many);
  }

  /** {@code 1,048,576}. */
  static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** The first line of a message. */
  static String line(String message) {
    int end = message.indexOf('\n');
    return end < 0 ? message : message.substring(0, end) + " ...";
  }
}
