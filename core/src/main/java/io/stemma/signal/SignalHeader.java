package io.stemma.signal;

import java.nio.charset.StandardCharsets;

/** What a signal is beside its samples. */
record SignalHeader(ElementType type, long length, TimeBase times, String unit) {
  static final int MAX_UNIT = 1024;

  SignalHeader {
    checkUnit(unit);
    String fault =
        times instanceof UniformTimes t
            ? UniformTimes.fault(t.origin(), t.step(), t.first(), length)
            : "";
    if (!fault.isEmpty()) {
      throw new IllegalArgumentException(fault);
    }
    if (times instanceof ListedTimes listed && listed.length() != length) {
      throw new IllegalArgumentException(
          listed.length() + " times were given for " + length + " samples");
    }
  }

  SignalHeader withUnit(String newUnit) {
    return new SignalHeader(type, length, times, newUnit);
  }

  SignalHeader withTimes(TimeBase newTimes) {
    return new SignalHeader(type, length, newTimes, unit);
  }

  /** The same for other samples in memory. */
  SignalHeader withSamples(ElementType newType, long newLength) {
    return new SignalHeader(newType, newLength, times.load(), unit);
  }

  SignalHeader slice(long fromIndex, long toIndex) {
    return new SignalHeader(type, toIndex - fromIndex, times.slice(fromIndex, toIndex), unit);
  }

  /** A unit that can be written: short enough, encodable, and printable on one line. */
  static void checkUnit(String unit) {
    if (unit.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("a unit must not contain control characters");
    }
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(unit)) {
      throw new IllegalArgumentException("a unit contains half of a surrogate pair");
    }
    int bytes = unit.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > MAX_UNIT) {
      throw new IllegalArgumentException(
          "a unit may take " + MAX_UNIT + " bytes of UTF-8, not " + bytes);
    }
  }
}
