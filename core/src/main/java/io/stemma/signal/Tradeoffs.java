package io.stemma.signal;

import java.util.Arrays;

/**
 * The pairs (absolute, relative difference) that no other pair exceeds in both: all it takes to say
 * later, exactly and without the samples, whether each sample was within one tolerance or the
 * other. Absolute differences rise, relative ones fall along the arrays. Random errors leave a few
 * dozen pairs; beyond {@link #MAX} neighbours are merged, to the larger values of both, so that an
 * answer may become too strict and never too lax.
 */
final class Tradeoffs {
  static final int MAX = 4096;

  private double[] absolute = new double[16];
  private double[] relative = new double[16];
  private int count;

  void add(double a, double r) {
    int at = Arrays.binarySearch(absolute, 0, count, a);
    at = at < 0 ? -at - 1 : at;
    if (at < count && relative[at] >= r) {
      return;
    }
    int first = at; // pairs from here to at have no more of both
    while (first > 0 && relative[first - 1] <= r) {
      first--;
    }
    int end = at < count && absolute[at] == a ? at + 1 : at;
    if (count == absolute.length && first == end) {
      absolute = Arrays.copyOf(absolute, 2 * count);
      relative = Arrays.copyOf(relative, 2 * count);
    }
    System.arraycopy(absolute, end, absolute, first + 1, count - end);
    System.arraycopy(relative, end, relative, first + 1, count - end);
    absolute[first] = a;
    relative[first] = r;
    count += first + 1 - end;
    if (count >= MAX) {
      merge();
    }
  }

  private void merge() {
    int kept = 0;
    for (int i = 0; i < count; i += 2) {
      absolute[kept] = absolute[Math.min(i + 1, count - 1)];
      relative[kept++] = relative[i];
    }
    count = kept;
  }

  /** Whether every pair is within one tolerance or the other. */
  boolean within(double a, double r) {
    for (int i = 0; i < count; i++) {
      if (!(absolute[i] <= a || relative[i] <= r)) {
        return false;
      }
    }
    return true;
  }
}
