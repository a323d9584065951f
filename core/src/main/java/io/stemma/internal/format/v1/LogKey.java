package io.stemma.internal.format.v1;

import java.util.HexFormat;
import java.util.OptionalLong;

/**
 * Names of log entries: {@code log/<shard>/<entry>}, 13 hexadecimal digits each, of {@code
 * 2^52-1-sequence}, so that the newest entry is listed first. A shard holds 1,024 entries.
 */
public final class LogKey {
  /** What all these names begin with. */
  public static final String PREFIX = "log/";

  /** The name of the object that is created once with the archive. */
  public static final String MARKER = "stemma.json";

  /** The greatest number of an entry. */
  public static final long MAX_SEQUENCE = (1L << 52) - 1;

  private static final int DIGITS = 13;
  private static final int SHARD_BITS = 10;
  private static final int LENGTH = PREFIX.length() + DIGITS + 1 + DIGITS;

  private LogKey() {}

  /** The name of an entry. */
  public static String of(long sequence) {
    long inverted = MAX_SEQUENCE - Checks.number("the sequence", sequence, 1, MAX_SEQUENCE);
    return PREFIX + digits(inverted >>> SHARD_BITS) + "/" + digits(inverted);
  }

  /** The number of the entry that a name stands for; empty for the name of anything else. */
  public static OptionalLong sequence(String key) {
    if (key.length() != LENGTH || !key.startsWith(PREFIX)) {
      return OptionalLong.empty();
    }
    try {
      long sequence = MAX_SEQUENCE - HexFormat.fromHexDigitsToLong(key, LENGTH - DIGITS, LENGTH);
      return sequence >= 1 && of(sequence).equals(key)
          ? OptionalLong.of(sequence)
          : OptionalLong.empty();
    } catch (NumberFormatException e) {
      return OptionalLong.empty();
    }
  }

  private static String digits(long value) {
    return HexFormat.of().toHexDigits(value, DIGITS);
  }
}
