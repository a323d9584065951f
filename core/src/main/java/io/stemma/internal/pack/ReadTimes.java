package io.stemma.internal.pack;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * How long a store takes to answer, from what its reads took: a mean in which a read counts half as
 * much after five others. Safe for use by several threads.
 */
public final class ReadTimes {
  /** A store that takes longer is worth being asked ahead: a disk's or network's time, in ns. */
  private static final long SLOW = 2_000_000;

  /** What a fast store needs for a byte, in ns; only what is above it counts as waiting. */
  private static final long PER_BYTE = 1;

  private static final int WEIGHT = 8;

  private final LongSupplier clock;
  private final AtomicLong waiting = new AtomicLong();

  /**
   * Nothing was read yet; a store is taken for a fast one.
   *
   * @param clock nanoseconds from any origin
   */
  public ReadTimes(LongSupplier clock) {
    this.clock = clock;
  }

  /**
   * Nothing was read yet.
   *
   * @param remote whether the store says that requests go over a network: it is taken for a slow
   *     one then
   */
  public static ReadTimes ofStore(boolean remote) {
    ReadTimes times = new ReadTimes(System::nanoTime);
    times.waiting.set(remote ? 2 * SLOW : 0);
    return times;
  }

  /** The time at which a read begins. */
  long begin() {
    return clock.getAsLong();
  }

  /** Counts a read that has ended well. */
  void end(long begun, int bytes) {
    long waited = Math.max(0, clock.getAsLong() - begun - PER_BYTE * bytes);
    waiting.updateAndGet(mean -> mean + (waited - mean) / WEIGHT);
  }

  /** Whether the store is slow enough for reads ahead of what is asked for. */
  public boolean slow() {
    return waiting.get() > SLOW;
  }
}
