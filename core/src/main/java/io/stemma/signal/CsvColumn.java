package io.stemma.signal;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/** A column of a table while it is read, and then: its numbers, and how exactly each is written. */
final class CsvColumn {
  private final String header;
  private final String name;
  private final String unit;
  private double[] numbers = {};
  private byte[] digits = {};
  private int count;
  private String fault = "";

  /** With the text of its header, which may end in a unit: {@code te [eV]}, {@code te (eV)}. */
  CsvColumn(String header) {
    this.header = header;
    int open =
        header.endsWith("]") ? opening('[', ']') : header.endsWith(")") ? opening('(', ')') : -1;
    this.name = open > 0 ? header.substring(0, open).strip() : header;
    this.unit = open > 0 ? header.substring(open + 1, header.length() - 1).strip() : "";
  }

  /** Where the bracket is that the last one closes; -1 if there is none. */
  private int opening(char open, char close) {
    int depth = 0;
    for (int i = header.length() - 1; i >= 0; i--) {
      char c = header.charAt(i);
      depth += c == close ? 1 : c == open ? -1 : 0;
      if (depth == 0) {
        return i;
      }
    }
    return -1;
  }

  /** Whether a user means it. */
  boolean isCalled(String text) {
    return !text.isEmpty() && (text.equals(header) || text.equals(name));
  }

  String name() {
    return name;
  }

  String unit() {
    return unit;
  }

  String header() {
    return header;
  }

  int count() {
    return count;
  }

  double[] numbers() {
    return Arrays.copyOf(numbers, count);
  }

  /** What is wrong with the first cell that is no number; empty if all are. */
  String fault() {
    return fault;
  }

  /** Whether a cell may be in a row of numbers. */
  static boolean isNumber(String cell) {
    // No digit is tried twice: of a cell of a million of them that would take for ever.
    return cell.matches("[+-]?(\\d++\\.?+\\d*+|\\.\\d++)([eE][+-]?\\d++)?+") || isSpecial(cell);
  }

  private static boolean isSpecial(String cell) {
    return cell.toLowerCase(Locale.ROOT).matches("[+-]?(nan|inf|infinity)");
  }

  /** Takes a cell; one that is no number is remembered as a fault, not thrown. */
  void add(String cell, CsvLines lines) {
    if (count == numbers.length) {
      int longer = (int) Math.min(Integer.MAX_VALUE - 8L, Math.max(4, 2L * count));
      if (longer == count) {
        throw new IllegalStateException("a table of so many rows does not fit into an array");
      }
      numbers = Arrays.copyOf(numbers, longer);
      digits = Arrays.copyOf(digits, longer);
    }
    numbers[count] = cell.isEmpty() ? Double.NaN : number(cell, lines);
    count++;
  }

  private double number(String cell, CsvLines lines) {
    int length = cell.length();
    int at = 0;
    int point = -1;
    int exponent = -1;
    boolean digit = false;
    for (; at < length; at++) {
      char c = cell.charAt(at);
      if (c >= '0' && c <= '9') {
        digit = true;
      } else if (c == '.' && point < 0 && exponent < 0) {
        point = at;
      } else if ((c == 'e' || c == 'E') && digit && exponent < 0) {
        exponent = at;
        digit = false;
      } else if (!((c == '-' || c == '+') && (at == 0 || at - 1 == exponent))) {
        break;
      }
    }
    if (at < length || !digit) {
      return other(cell, lines);
    }
    int end = exponent < 0 ? length : exponent;
    long power = point < 0 ? 0 : point + 1L - end;
    if (exponent >= 0) {
      // Beyond this, numbers are 0 or infinite.
      String text = cell.substring(exponent + 1);
      power += text.length() > 6 ? 0 : Integer.parseInt(text);
    }
    digits[count] = (byte) Math.max(Byte.MIN_VALUE, Math.min(Byte.MAX_VALUE, power));
    return Double.parseDouble(cell);
  }

  private double other(String cell, CsvLines lines) {
    if (isSpecial(cell)) {
      String text = cell.toLowerCase(Locale.ROOT);
      return text.contains("nan")
          ? Double.NaN
          : text.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    if (fault.isEmpty()) {
      boolean comma = cell.matches("[+-]?\\d*,\\d+([eE][+-]?\\d+)?");
      fault =
          lines.at()
              + "\""
              + (cell.length() > 40 ? cell.substring(0, 40) + "..." : cell)
              + "\" in column "
              + header
              + (comma ? " has a decimal comma; write numbers with a point" : " is no number");
    }
    return Double.NaN;
  }

  /**
   * Its numbers as times in seconds.
   *
   * @throws IllegalArgumentException if the unit is none of time
   */
  double[] seconds(Path path) {
    Integer power = unit.isEmpty() ? Integer.valueOf(0) : SignalText.powerOfSeconds(unit);
    if (power == null) {
      throw new IllegalArgumentException(
          "column "
              + header
              + " of "
              + path
              + " has no times: they may be in s, ms, us, or ns, not in "
              + unit);
    }
    double[] times = numbers();
    for (int i = 0; power != 0 && i < count; i++) {
      if (Double.isFinite(times[i])) { // by decimal digits, so that 0.1 ms is 1e-4 s
        times[i] = BigDecimal.valueOf(times[i]).scaleByPowerOfTen(power).doubleValue();
      }
    }
    return times;
  }

  /** Which power of ten the last digit of a number stands for if it is a time, in seconds. */
  int lastDigitInSeconds(int row) {
    Integer power = SignalText.powerOfSeconds(unit);
    return digits[row] + (power == null ? 0 : power);
  }
}
