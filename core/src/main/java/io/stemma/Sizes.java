package io.stemma;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Counts, sizes and times as people read them. */
final class Sizes {
  private Sizes() {}

  /** {@code 1.5 MiB}. */
  static String text(long bytes) {
    if (bytes < 1024) {
      return bytes + " B";
    }
    String[] units = {"KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
    double value = bytes / 1024.0;
    int unit = 0;
    while (value >= 1023.95 && unit < units.length - 1) {
      value /= 1024;
      unit++;
    }
    return String.format(Locale.ROOT, "%.1f %s", value, units[unit]);
  }

  /** {@code 1,048,576 B}. */
  static String exact(long bytes) {
    return String.format(Locale.ROOT, "%,d B", bytes);
  }

  /** {@code 1 file}, {@code 12,000 files}: the plural of a noun takes an s. */
  static String count(long number, String noun) {
    return count(number, noun, noun + "s");
  }

  /** {@code 1 entry}, {@code 2 entries}. */
  static String count(long number, String one, String many) {
    return String.format(Locale.ROOT, "%,d %s", number, number == 1 ? one : many);
  }

  /** {@code 2026-11-22 09:00:00Z}. */
  static String time(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString().replace('T', ' ');
  }
}
