package io.stemma.examples;

import java.nio.file.Path;
import java.util.Optional;

/** What {@link DayOfShots} is asked for. */
record DayOptions(Optional<Path> data, Optional<Path> archive, int shots, long seed) {
  private static final String USAGE =
      "usage: DayOfShots [--archive DIR] [--shots COUNT] [--seed SEED] [DATA-DIR]";

  static DayOptions of(String[] args) {
    DayOptions options = new DayOptions(Optional.empty(), Optional.empty(), 64, 1);
    for (int i = 0; i < args.length; i++) {
      if (args[i].startsWith("--")) {
        if (i + 1 == args.length) {
          throw new IllegalArgumentException(args[i] + " wants a value; " + USAGE);
        }
        options = options.with(args[i], args[++i]);
      } else if (options.data.isPresent()) {
        throw new IllegalArgumentException("one directory of data at most; " + USAGE);
      } else if (!args[i].equals("-")) {
        options =
            new DayOptions(
                Optional.of(Path.of(args[i])), options.archive, options.shots, options.seed);
      }
    }
    return options;
  }

  private DayOptions with(String name, String value) {
    return switch (name) {
      case "--archive" -> new DayOptions(data, Optional.of(Path.of(value)), shots, seed);
      case "--shots" -> new DayOptions(data, archive, Math.max(1, number(value)), seed);
      case "--seed" -> new DayOptions(data, archive, shots, number(value));
      default -> throw new IllegalArgumentException("no option " + name + "; " + USAGE);
    };
  }

  private static int number(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("not a whole number: " + text + "; " + USAGE, e);
    }
  }
}
