package io.stemma.internal.datum;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * Values with intervals, to be found by a number within: sorted by their beginnings, with the
 * greatest end of all up to each. A search goes back from the last that begins early enough to
 * where none that begins before can reach the number; so it is short unless one interval spans many
 * others. Immutable.
 */
final class Intervals<T> {

  /**
   * A value with its interval.
   *
   * @param interval for which numbers it is found
   * @param value the value
   */
  record Entry<T>(Interval interval, T value) {}

  private final List<Entry<T>> entries;
  private final long[] reach;

  /** Sorts the entries; those of one interval keep their order. */
  Intervals(List<Entry<T>> unsorted) {
    entries = new ArrayList<>(unsorted);
    entries.sort(
        Comparator.comparingLong((Entry<T> entry) -> entry.interval().from())
            .thenComparingLong(entry -> entry.interval().to()));
    reach = new long[entries.size()];
    for (int i = 0; i < reach.length; i++) {
      long to = entries.get(i).interval().to();
      reach[i] = i == 0 ? to : Math.max(reach[i - 1], to);
    }
  }

  /** Those whose interval contains a number, in the order of their intervals. */
  List<Entry<T>> containing(long number) {
    List<Entry<T>> found = new ArrayList<>(1);
    for (int i = begun(number) - 1; i >= 0 && reach[i] >= number; i--) {
      if (entries.get(i).interval().to() >= number) {
        found.add(entries.get(i));
      }
    }
    Collections.reverse(found);
    return found;
  }

  /** How many begin at or before a number. */
  private int begun(long number) {
    int low = 0;
    int high = entries.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (entries.get(middle).interval().from() <= number) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
