package io.stemma.signal;

import java.io.IOException;
import java.nio.file.Path;

/** When samples were taken. A slice never changes the time of a sample, not even by rounding. */
sealed interface TimeBase permits UniformTimes, ListedTimes, RowTimes {
  /** Up to here every sample number is exact as a double. */
  long MAX_SAMPLES = 1L << 53;

  /** The time of a sample. */
  double time(long index);

  /** The time of the first sample, from what is known without reading. */
  double start();

  /** Seconds between two samples; an error if that is no one number. */
  double step();

  /** Whether distances are equal by construction. */
  boolean isUniform();

  /** The times from one index to before another. */
  TimeBase slice(long from, long to);

  /** The first of {@code length} samples that is not before a time; {@code length} if all are. */
  long indexAt(double time, long length);

  /**
   * The indices from one time to before another, for a slice.
   *
   * @throws IllegalArgumentException if the end is before the beginning, or a time is NaN
   */
  default long[] range(double fromTime, double toTime, long length) {
    long first = indexAt(fromTime, length);
    long last = indexAt(toTime, length);
    if (last < first || fromTime - toTime > slack()) { // not for a mere rounding
      throw new IllegalArgumentException(
          "a slice cannot end before it begins: " + fromTime + " s to " + toTime + " s");
    }
    return new long[] {first, last};
  }

  /** By how much an end may be before its beginning, for a mere rounding. */
  double slack();

  /** Whether they are independent of any file. */
  boolean inMemory();

  /** These times, independent of any file. */
  TimeBase load();

  /** Whether they are in the file at a path. */
  boolean isIn(Path path) throws IOException;

  /** Times for many questions, best in rising order; must be closed. */
  Open open();

  /** The first sample at which so many times here and there are not the same but for rounding. */
  default long disagreement(TimeBase other, long length) {
    try (Open a = open();
        Open b = other.open()) {
      double before = Double.NaN;
      for (long i = 0; i < length; i++) {
        double here = a.at(i);
        double neighbour = i > 0 ? before : a.at(Math.min(1, length - 1));
        double distance = Math.abs(here - neighbour);
        double tolerance = distance == 0 ? 4 * Math.ulp(here) : distance / 1000;
        if (!(Math.abs(here - b.at(i)) <= tolerance)) {
          return i;
        }
        before = here;
      }
    }
    return -1;
  }

  /** Times while they are open. */
  interface Open extends AutoCloseable {
    /** The time of a sample. */
    double at(long index);

    @Override
    default void close() {}
  }
}
