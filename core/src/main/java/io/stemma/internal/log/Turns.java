package io.stemma.internal.log;

/**
 * Lets other processes have their turn. Whoever has just appended begins its next entry at once,
 * while who lost that race is still about to find out: without a pause the first would win again
 * and again. So as long as others append, too, one waits after an entry, at random up to twice the
 * time that it took. Others who have yet to win a race are not seen: for them, whoever appends one
 * entry right behind the other waits now and then all the same. Used by one thread.
 */
final class Turns {
  /** So long after an entry of somebody else the log counts as shared. */
  private static final long SHARED_NANOS = 500_000_000L;

  private static final long LONGEST = 40_000_000L;

  /** After so many entries in a row one waits for those who are not seen. */
  private static final int ROW = 16;

  private final LogOptions options;
  private long begun;
  private long newest = -1;
  private long othersAt;
  private boolean others;
  private long ended;
  private int row;

  Turns(LogOptions options) {
    this.options = options;
  }

  /** An entry is begun. */
  void begin() {
    long before = ended - begun;
    begun = options.pause().nanoTime();
    row = begun - ended > before ? 0 : row;
  }

  /** An entry has ended, and the newest is known. */
  void end(long sequence) {
    ended = options.pause().nanoTime();
    if (newest >= 0 && sequence > newest + 1) {
      others = true;
      othersAt = ended;
    }
    newest = sequence;
    others &= ended - othersAt < SHARED_NANOS;
    long span = Math.max(1, Math.min(LONGEST, 2 * (ended - begun)));
    if (others) {
      row = 0;
      await(1 + options.random().nextLong(span));
    } else if (++row == ROW) {
      row = 0;
      await(span);
    }
  }

  private void await(long nanos) {
    try {
      options.pause().sleep(nanos);
    } catch (InterruptedException e) {
      // Nobody interrupts this thread on purpose, and the pause is a courtesy.
      return;
    }
  }
}
