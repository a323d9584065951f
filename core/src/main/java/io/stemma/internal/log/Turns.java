package io.stemma.internal.log;

/**
 * Lets other processes have their turn. Whoever has just appended begins its next entry at once,
 * while who lost that race is still about to find out: without a pause the first would win again
 * and again. So as long as others append, too, one waits after an entry, at random up to twice the
 * time that it took. Used by one thread.
 */
final class Turns {
  /** So long after an entry of somebody else the log counts as shared. */
  private static final long SHARED_NANOS = 500_000_000L;

  private static final long LONGEST = 40_000_000L;

  private final LogOptions options;
  private long begun;
  private long newest = -1;
  private long othersAt;
  private boolean others;

  Turns(LogOptions options) {
    this.options = options;
  }

  /** An entry is begun. */
  void begin() {
    begun = options.pause().nanoTime();
  }

  /** An entry has ended, and the newest is known. */
  void end(long sequence) {
    long now = options.pause().nanoTime();
    if (newest >= 0 && sequence > newest + 1) {
      others = true;
      othersAt = now;
    }
    newest = sequence;
    others &= now - othersAt < SHARED_NANOS;
    if (others) {
      long span = Math.min(LONGEST, 2 * (now - begun));
      try {
        options.pause().sleep(1 + options.random().nextLong(Math.max(1, span)));
      } catch (InterruptedException e) {
        // Nobody interrupts this thread on purpose, and the pause is a courtesy.
        return;
      }
    }
  }
}
