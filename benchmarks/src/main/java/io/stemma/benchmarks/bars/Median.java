package io.stemma.benchmarks.bars;

import java.util.Arrays;

/** The middle of some figures. */
final class Median {
  private Median() {}

  /** The median; of an even number, the larger one in the middle. */
  static double of(double... values) {
    return Arrays.stream(values).sorted().toArray()[values.length / 2];
  }
}
