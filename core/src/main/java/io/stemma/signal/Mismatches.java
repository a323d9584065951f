package io.stemma.signal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What differs between two signals beside their samples: a line each, with both values. */
final class Mismatches {
  private final List<String> lines = new ArrayList<>();

  List<String> lines() {
    return List.copyOf(lines);
  }

  void type(Samples left, Samples right) {
    if (left.type() != right.type()) {
      lines.add("type " + left.type() + " against " + right.type());
    }
  }

  void length(String what, long left, long right) {
    if (left != right) {
      lines.add(what + " " + SignalText.count(left) + " against " + SignalText.count(right));
    }
  }

  void unit(String what, String left, String right) {
    if (!left.equals(right)) {
      lines.add(what + " \"" + left + "\" against \"" + right + "\"");
    }
  }

  /** As far as both have columns. */
  void coordinates(double[] left, double[] right) {
    int apart = Arrays.mismatch(left, right);
    if (apart >= 0) {
      lines.add(
          "coordinates of columns, first column "
              + SignalText.count(apart)
              + ": "
              + left[apart]
              + " against "
              + right[apart]);
    }
  }

  /** As far as samples are compared; lengths are another matter. */
  void times(TimeBase left, TimeBase right, long compared) {
    boolean uniform = left.isUniform() && right.isUniform();
    long apart = uniform ? -1 : ListedTimes.difference(left, right, compared);
    boolean alike = left.isUniform() == right.isUniform();
    if (uniform ? left.equals(right) : alike && apart < 0) {
      return;
    }
    String where =
        apart < 0
            ? ""
            : ", first sample "
                + SignalText.count(apart)
                + ": "
                + left.time(apart)
                + " s against "
                + right.time(apart)
                + " s";
    lines.add("time base " + left + " against " + right + where);
  }
}
