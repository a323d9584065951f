package io.stemma.internal.engine;

import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * The time in which a transaction takes changes. Any number of threads may be inside at once; the
 * end waits for them, and lets nobody in any more. So nobody who waits for something else, such as
 * a stream of the user, may stay inside.
 */
final class Lifetime {
  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private final Runnable check;
  private boolean over;

  /** Begins; {@code check} throws where the transaction cannot be used for another reason. */
  Lifetime(Runnable check) {
    this.check = check;
  }

  /** Does something that the end waits for. */
  <T> T during(Supplier<T> work) {
    lock.readLock().lock();
    try {
      checkOpen();
      return work.get();
    } finally {
      lock.readLock().unlock();
    }
  }

  /** Fails once it is over. */
  void check() {
    during(() -> true);
  }

  private void checkOpen() {
    if (over) {
      throw new IllegalStateException("the transaction was committed or closed");
    }
    check.run();
  }

  /** Does the last thing, alone; if that fails, it is not over. */
  <T> T end(Supplier<T> last) {
    lock.writeLock().lock();
    try {
      checkOpen();
      T result = last.get();
      over = true;
      return result;
    } finally {
      lock.writeLock().unlock();
    }
  }

  /** Does the last thing, alone, unless it is over already. */
  void drop(Runnable last) {
    lock.writeLock().lock();
    try {
      if (!over) {
        over = true;
        last.run();
      }
    } finally {
      lock.writeLock().unlock();
    }
  }
}
