package io.stemma.internal.replay;

import io.stemma.Replay;
import io.stemma.Verdict;
import io.stemma.signal.SignalDifference;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** How far numbers are away from what they were. */
final class Deviations {
  private Deviations() {}

  /** The largest of all differences; empty if there are none, or one has no size. */
  static Optional<Verdict.Deviation> largest(List<Replay.Difference> differences) {
    if (differences.isEmpty()
        || !differences.stream().allMatch(each -> each.isWithin(Double.POSITIVE_INFINITY, 0))) {
      return Optional.empty();
    }
    return Optional.of(
        new Verdict.Deviation(
            largest(differences, SignalDifference::largestAbsolute),
            largest(differences, SignalDifference::largestRelative),
            largest(differences, SignalDifference::largestUlps)));
  }

  private static double largest(
      List<Replay.Difference> differences,
      Function<SignalDifference, Optional<SignalDifference.Extreme>> way) {
    return differences.stream()
        .flatMap(each -> each.numbers().stream())
        .flatMap(each -> way.apply(each).stream())
        .mapToDouble(SignalDifference.Extreme::amount)
        .max()
        .orElse(0);
  }
}
