package io.stemma.internal.work;

import io.stemma.StemmaException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Runs pieces of work that make more work, on as many threads as there are processors. Where the
 * queue is full, whoever adds work does it itself. The first failure ends all.
 */
public final class WorkPool implements AutoCloseable {
  private static final int QUEUE = 256;

  private final ThreadPoolExecutor threads;
  private final AtomicLong open = new AtomicLong();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private final Object done = new Object();
  private final String interrupted;

  /** Names its threads, which end when idle for a second or when this is closed. */
  public WorkPool(String name) {
    this(name, "the thread was interrupted; nothing was committed");
  }

  /** The same, with the message for a caller that is interrupted. */
  public WorkPool(String name, String interrupted) {
    this.interrupted = interrupted;
    int count = Math.max(2, Runtime.getRuntime().availableProcessors());
    AtomicLong number = new AtomicLong();
    threads =
        new ThreadPoolExecutor(
            count,
            count,
            1,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(QUEUE),
            work -> {
              Thread thread = new Thread(work, name + "-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            },
            new ThreadPoolExecutor.CallerRunsPolicy());
  }

  /** Runs the first piece and all that come of it; throws what the first failing one threw. */
  public void run(Runnable first) {
    add(first);
    try {
      synchronized (done) {
        while (open.get() > 0) {
          done.wait();
        }
      }
    } catch (InterruptedException e) {
      fail(e);
      Thread.currentThread().interrupt();
      throw new StemmaException(interrupted, e);
    }
    Throwable thrown = failure.get();
    if (thrown instanceof Error error) {
      throw error;
    } else if (thrown instanceof RuntimeException unchecked) {
      throw unchecked;
    }
  }

  /** Adds a piece of work; called by a piece of work, or first of all. */
  public void add(Runnable work) {
    open.incrementAndGet();
    threads.execute(
        () -> {
          try {
            if (failure.get() == null) {
              work.run();
            }
          } catch (RuntimeException | Error e) {
            fail(e);
          } finally {
            if (open.decrementAndGet() == 0) {
              synchronized (done) {
                done.notifyAll();
              }
            }
          }
        });
  }

  private void fail(Throwable e) {
    failure.compareAndSet(null, e);
  }

  /** Ends a piece of work early after another one failed. */
  public void checkGoing() {
    if (failure.get() != null) {
      throw new CancellationException("other work failed");
    }
  }

  @Override
  public void close() {
    threads.shutdown();
    boolean interrupted = false;
    while (true) {
      try {
        if (threads.awaitTermination(1, TimeUnit.HOURS)) {
          break;
        }
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
