package io.stemma.internal.log;

import java.util.concurrent.TimeUnit;

/** Passing time: what waiting is measured by and done with, so that tests use virtual time. */
public interface Pause {
  /** The real thing. */
  Pause SYSTEM =
      new Pause() {
        @Override
        public long nanoTime() {
          return System.nanoTime();
        }

        @Override
        public void sleep(long nanos) throws InterruptedException {
          TimeUnit.NANOSECONDS.sleep(nanos);
        }
      };

  /** A clock that only measures spans. */
  long nanoTime();

  /** Waits. */
  void sleep(long nanos) throws InterruptedException;
}
