package io.stemma.signal;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Understands the line of a {@link RawLayout}, one part between commas after the other. */
final class RawWords {
  private final String line;
  private final List<String> told = new ArrayList<>();
  private String part = "";
  private String[] words = {};

  private ElementType type = ElementType.INT16;
  private boolean bigEndian;
  private double step = 1;
  private double start;
  private long skip;
  private long channel = 1;
  private long channels = 1;
  private long samples = -1;
  private double factor = 1;
  private double offset;
  private String unit = "";

  RawWords(String line) {
    this.line = line;
  }

  RawLayout layout() {
    for (String each : line.split(",", -1)) {
      part = each.strip();
      words = part.split("\\s+");
      if (part.isEmpty()) {
        throw fault("", parts());
      }
      take();
    }
    return new RawLayout(
        type,
        bigEndian,
        step,
        start,
        skip,
        (int) channel,
        (int) channels,
        samples,
        factor,
        offset,
        unit);
  }

  private void take() {
    switch (words[0]) {
      case "int16", "int32", "float32", "float64" -> {
        once("the type of numbers");
        type = ElementType.valueOf(words[0].toUpperCase(Locale.ROOT));
        if (words.length > 1) {
          order(1);
        }
        end(2);
      }
      case "le", "be" -> {
        order(0);
        end(1);
      }
      case "from" -> {
        once("from");
        start = seconds(1);
        end(3);
      }
      case "skip" -> {
        once("skip");
        skip = whole(1, 0);
        end(2);
      }
      case "samples" -> {
        once("samples");
        samples = whole(1, 0);
        end(2);
      }
      case "channel" -> channel();
      case "times" -> {
        once("times");
        factor = number(1);
        if (factor == 0) {
          throw fault(word(1), "a factor that is not 0");
        }
        unit(2, false);
      }
      case "plus" -> {
        once("plus");
        offset = number(1);
        unit(2, false);
      }
      case "in" -> unit(1, true);
      default -> distance();
    }
  }

  private static String parts() {
    return "int16, int32, float32, float64, le, be, a number with a unit of time or frequency,"
        + " from, skip, channel, samples, times, plus, in";
  }

  private void channel() {
    once("channel");
    channel = whole(1, 1);
    if (!word(2).equals("of")) {
      throw fault(word(2), "of, and how many channels there are");
    }
    channels = whole(3, 1);
    if (channels > Columns.MAX) {
      throw fault(word(3), "1 to " + Columns.MAX);
    }
    if (channel > channels) {
      throw fault(word(1), "1 to " + channels);
    }
    end(4);
  }

  private void order(int at) {
    if (!word(at).equals("le") && !word(at).equals("be")) {
      throw fault(word(at), "le or be");
    }
    once("the order of bytes");
    bigEndian = word(at).equals("be");
  }

  private void distance() {
    if (!isNumber(words[0])) {
      throw fault(words[0], parts());
    }
    once("the time between samples");
    BigDecimal given = new BigDecimal(words[0]);
    step =
        switch (word(1)) {
          case "Hz" -> 1 / given.doubleValue();
          case "kHz" -> 1 / given.scaleByPowerOfTen(3).doubleValue();
          case "MHz" -> 1 / given.scaleByPowerOfTen(6).doubleValue();
          default -> seconds(0);
        };
    if (!(step > 0 && Double.isFinite(step))) {
      throw fault(words[0], "a number of more than 0");
    }
    end(2);
  }

  private double seconds(int at) {
    double unused = number(at); // which refuses what is none
    BigDecimal given = new BigDecimal(words[at]);
    Integer power = SignalText.powerOfSeconds(word(at + 1));
    if (power == null) {
      String frequencies = at == 0 ? ", Hz, kHz, or MHz" : "";
      throw fault(word(at + 1), "s, ms, us, ns" + frequencies);
    }
    return given.scaleByPowerOfTen(power).doubleValue();
  }

  private void unit(int at, boolean needed) {
    if (words.length <= at && !needed) {
      return;
    }
    String rest = part.split("\\s+", at + 1).length > at ? part.split("\\s+", at + 1)[at] : "";
    if (rest.isEmpty()) {
      throw fault("", "a unit");
    }
    if (!unit.isEmpty() && !unit.equals(rest)) {
      throw fault(rest, "the unit that was said before, " + unit + ", or none");
    }
    unit = rest;
  }

  private double number(int at) {
    if (!isNumber(word(at)) || !Double.isFinite(Double.parseDouble(word(at)))) {
      throw fault(word(at), "a number");
    }
    return Double.parseDouble(word(at));
  }

  private static boolean isNumber(String word) {
    return word.length() <= 40 && word.matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,3})?");
  }

  private long whole(int at, long least) {
    if (!word(at).matches("\\d{1,18}") || Long.parseLong(word(at)) < least) {
      throw fault(word(at), "a whole number of at least " + least);
    }
    return Long.parseLong(word(at));
  }

  private String word(int at) {
    return at < words.length ? words[at] : "";
  }

  private void end(int count) {
    if (words.length > count) {
      throw fault(words[count], "a comma, or nothing");
    }
  }

  private void once(String what) {
    if (told.contains(what)) {
      throw fault(words[0], "no second word about " + what);
    }
    told.add(what);
  }

  private IllegalArgumentException fault(String word, String expected) {
    return new IllegalArgumentException(
        "\""
            + line
            + "\" is no layout of a file: in \""
            + part
            + "\", "
            + (word.isEmpty() ? "something is missing" : "\"" + word + "\" is wrong")
            + "; what may stand there: "
            + expected);
  }
}
