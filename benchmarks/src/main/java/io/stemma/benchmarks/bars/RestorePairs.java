package io.stemma.benchmarks.bars;

import io.stemma.benchmarks.compare.RestoreBesideCopy;
import io.stemma.benchmarks.compare.WorkTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Restores by Stemma, each beside a plain copy. */
final class RestorePairs {
  private static final int PAIRS = 5;

  private RestorePairs() {}

  /**
   * What five pairs came to.
   *
   * @param share the median of the ratios within the pairs
   * @param own median seconds of Stemma
   * @param copy median seconds of {@code cp -r}
   */
  record Medians(double share, double own, double copy) {
    @Override
    public String toString() {
      return String.format(Locale.ROOT, "%.2f x cp -r (%.2f s beside %.2f s)", share, own, copy);
    }
  }

  /** Measures five pairs. */
  static Medians measure(WorkTree tree, Path directory) throws IOException, InterruptedException {
    List<RestoreBesideCopy.Pair> pairs =
        RestoreBesideCopy.measure(tree, directory.resolve("pairs"), PAIRS);
    return new Medians(
        Median.of(pairs.stream().mapToDouble(pair -> pair.own() / pair.copy()).toArray()),
        Median.of(pairs.stream().mapToDouble(RestoreBesideCopy.Pair::own).toArray()),
        Median.of(pairs.stream().mapToDouble(RestoreBesideCopy.Pair::copy).toArray()));
  }
}
