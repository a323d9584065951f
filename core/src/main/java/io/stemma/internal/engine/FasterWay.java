package io.stemma.internal.engine;

/**
 * Tells whether large files are written faster through the page cache or past it, by doing both and
 * looking at the time. Through the cache costs the processor time, the more so where memory is yet
 * to be found for it; past the cache one waits for the disk. Which is more differs between machines
 * by a factor of three either way, and changes while files are written. Safe for use by several
 * threads.
 */
final class FasterWay {
  /** So many files begin with, each way in turn. */
  static final int TRIALS = 8;

  /** Every so many files the way that was slower is tried again. */
  static final int AGAIN = 32;

  private double cachedNanos;
  private double uncachedNanos;
  private int files;

  /** Whether the next large file goes past the cache. */
  synchronized boolean isUncached() {
    int number = files++;
    if (number < TRIALS) {
      return number % 2 == 0;
    }
    boolean faster = uncachedNanos < cachedNanos;
    return (number % AGAIN == 0) != faster;
  }

  /** Takes note of how long it took to write a file. */
  synchronized void took(boolean uncached, long bytes, long nanos) {
    double each = (double) nanos / bytes;
    if (uncached) {
      uncachedNanos = estimate(uncachedNanos, each);
    } else {
      cachedNanos = estimate(cachedNanos, each);
    }
  }

  /**
   * Follows quickly what gets faster. A disk that stalls for a moment proves little, so what gets
   * slower counts with a quarter at most.
   */
  private static double estimate(double before, double newest) {
    if (before == 0) {
      return newest;
    }
    return newest < before ? (before + newest) / 2 : before + Math.min(newest - before, before) / 4;
  }
}
