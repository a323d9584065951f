package io.stemma.internal.engine;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Tells those that wait for it that this process has seen a new entry of the log. */
final class News implements AutoCloseable {
  private long newest;
  private boolean closed;

  /** An entry was committed here, or found. */
  synchronized void saw(long sequence) {
    if (sequence > newest) {
      newest = sequence;
      notifyAll();
    }
  }

  /** Waits for an entry behind another one, but not for ever, and not for a closed archive. */
  synchronized void await(long sequence, Duration patience) throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    for (long left = end - System.nanoTime();
        newest <= sequence && left > 0 && !closed;
        left = end - System.nanoTime()) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
  }

  /** Lets all go on that wait. */
  @Override
  public synchronized void close() {
    closed = true;
    notifyAll();
  }
}
