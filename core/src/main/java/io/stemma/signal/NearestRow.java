package io.stemma.signal;

/** Finds the row that was taken nearest to a time. */
final class NearestRow {
  private NearestRow() {}

  /**
   * Its index.
   *
   * @throws IllegalArgumentException if the time is further outside than half a distance of rows
   */
  static long of(TimeBase times, long rows, double time) {
    long next = times.indexAt(time, rows);
    if (rows == 0) {
      throw new IllegalArgumentException("there is no row at " + time + " s, as there are no rows");
    }
    if (next == 0 || next == rows) {
      long end = next == 0 ? 0 : rows - 1;
      double edge = times.time(end);
      if (!(Math.abs(time - edge) <= distance(times, rows, end) / 2)) {
        throw new IllegalArgumentException(
            "there is no row at "
                + time
                + " s: the "
                + (next == 0 ? "first is at " : "last is at ")
                + edge
                + " s");
      }
      return end;
    }
    return time - times.time(next - 1) <= times.time(next) - time ? next - 1 : next;
  }

  /** How far a row at an end is from the one beside it. */
  private static double distance(TimeBase times, long rows, long end) {
    if (rows == 1) {
      return times.isUniform() ? times.step() : 0;
    }
    return Math.abs(times.time(end == 0 ? 1 : end - 1) - times.time(end));
  }
}
