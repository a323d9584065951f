package io.stemma.internal.log;

import java.util.random.RandomGenerator;

/**
 * Random waits whose span shrinks with age, so that whoever has tried for long tries more often
 * than whoever just came.
 *
 * @param longest the longest wait, in nanoseconds
 * @param shortest the span never shrinks below this
 * @param horizon the age at which it has shrunk to this
 */
record Backoff(long longest, long shortest, long horizon, RandomGenerator random) {

  /** Waits; false if the deadline has passed or the thread was interrupted. */
  boolean await(Deadline deadline) {
    long remaining = deadline.remaining();
    if (remaining <= 0) {
      return false;
    }
    double share = Math.max(0, 1 - deadline.age() / (double) horizon);
    long span = Math.max(shortest, (long) (longest * share * share));
    long nanos = Math.min(remaining, 1 + random.nextLong(span));
    try {
      deadline.pause().sleep(nanos);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
