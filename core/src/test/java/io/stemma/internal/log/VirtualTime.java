package io.stemma.internal.log;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/** Time that passes only by waiting, and a tick with every look at it. */
final class VirtualTime implements Pause, InstantSource {
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

  private final AtomicLong nanos = new AtomicLong();

  @Override
  public long nanoTime() {
    return nanos.get();
  }

  @Override
  public void sleep(long span) {
    nanos.addAndGet(span);
  }

  @Override
  public Instant instant() {
    return START.plusNanos(nanos.get());
  }

  void pass(long span) {
    nanos.addAndGet(span);
  }
}
