package io.stemma.internal.log;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/**
 * What a log works with.
 *
 * @param clock gives entries their times
 * @param pause measures and does all waiting
 * @param random spreads waits
 * @param deadline how long an append tries by itself
 * @param known the heads that are remembered
 * @param firstSequence number of the first entry; other than 1 in tests only
 */
public record LogOptions(
    InstantSource clock,
    Pause pause,
    RandomGenerator random,
    Duration deadline,
    KnownHeads known,
    long firstSequence) {

  /** The usual options. */
  public static LogOptions of(KnownHeads known) {
    return new LogOptions(
        InstantSource.system(), Pause.SYSTEM, new SharedRandom(), Duration.ofSeconds(30), known, 1);
  }

  /** The same with another first number. */
  LogOptions startingAt(long sequence) {
    return new LogOptions(clock, pause, random, deadline, known, sequence);
  }

  /** The same with another memory. */
  LogOptions knowing(KnownHeads other) {
    return new LogOptions(clock, pause, random, deadline, other, firstSequence);
  }

  /** Waits between tries of a store that fails. */
  Backoff errorBackoff() {
    return new Backoff(200_000_000L, 5_000_000L, deadline.toNanos(), random);
  }

  /** Waits after a lost race. */
  Backoff raceBackoff() {
    return new Backoff(4_000_000L, 50_000L, 500_000_000L, random);
  }

  /** Each thread's own generator. */
  private record SharedRandom() implements RandomGenerator {
    @Override
    public long nextLong() {
      return ThreadLocalRandom.current().nextLong();
    }
  }
}
