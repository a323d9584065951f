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

  /** The first line of a message. */
  static String line(String message) {
    int end = message.indexOf('\n');
    return end < 0 ? message : message.substring(0, end) + " ...";
  }
}
