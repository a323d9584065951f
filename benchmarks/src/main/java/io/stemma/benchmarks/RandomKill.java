package io.stemma.benchmarks;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/** Kills processes without warning at random moments that follow from a seed. */
public final class RandomKill {
  private final SplittableRandom random;

  /** Starts a series of moments. */
  public RandomKill(long seed) {
    random = new SplittableRandom(seed);
  }

  /**
   * Waits for a random share of a span, then kills the process if it still runs, as {@code kill -9}
   * does, and waits for its end.
   *
   * @param process to be killed
   * @param span of the moments; as long as the process would take, to strike all of its work
   * @return whether it was still running
   */
  public boolean within(Process process, Duration span) throws InterruptedException {
    Duration delay = nextDelay(span);
    if (process.waitFor(delay.toNanos(), TimeUnit.NANOSECONDS)) {
      return false;
    }
    process.destroyForcibly();
    return process.waitFor() != 0;
  }

  /** The next moment of the series, uniform from nothing up to a span. */
  Duration nextDelay(Duration span) {
    return Duration.ofNanos(random.nextLong(span.toNanos()));
  }
}
