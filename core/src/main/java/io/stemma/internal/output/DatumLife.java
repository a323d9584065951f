package io.stemma.internal.output;

import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * The time in which an output takes something. Any number of threads may be inside at once; the end
 * waits for them, and lets nobody in any more. So nobody who waits for something else, such as the
 * user's code, may stay inside.
 */
final class DatumLife {
  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private final String datum;
  private volatile boolean over;

  DatumLife(String datum) {
    this.datum = datum;
  }

  /** Something to be done before the end. */
  @FunctionalInterface
  interface Work<T, X extends Exception> {
    T run() throws X;
  }

  /** Does something that the end waits for. */
  <T, X extends Exception> T during(Work<T, X> work) throws X {
    lock.readLock().lock();
    try {
      check();
      return work.run();
    } finally {
      lock.readLock().unlock();
    }
  }

  /** Fails once it is over. */
  void check() {
    if (over) {
      throw new IllegalStateException(
          "the datum " + datum + " has ended: its output takes nothing more");
    }
  }

  /** Whether it is over. */
  boolean isOver() {
    return over;
  }

  /** Ends it; whether it was not over yet. */
  boolean end() {
    lock.writeLock().lock();
    try {
      boolean first = !over;
      over = true;
      return first;
    } finally {
      lock.writeLock().unlock();
    }
  }
}
