package io.stemma.internal.log;

import java.time.Duration;

/** A point in passing time after which waiting ends. */
record Deadline(Pause pause, long start, long end) {

  /** A deadline some time from now. */
  static Deadline in(Duration span, Pause pause) {
    long now = pause.nanoTime();
    return new Deadline(pause, now, now + span.toNanos());
  }

  boolean passed() {
    return remaining() <= 0;
  }

  long remaining() {
    return end - pause.nanoTime();
  }

  /** How long ago this deadline was set. */
  long age() {
    return pause.nanoTime() - start;
  }
}
