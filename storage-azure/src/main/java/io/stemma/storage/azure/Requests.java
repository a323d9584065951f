package io.stemma.storage.azure;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Sends requests from threads of its own. An interrupt would break a request off at a place that
 * nobody knows; here it waits until the request is done. Safe for use by several threads.
 */
final class Requests implements AutoCloseable {
  private static final long IDLE_SECONDS = 10;

  private final ThreadPoolExecutor threads;

  Requests() {
    AtomicLong number = new AtomicLong();
    threads =
        new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            work -> {
              Thread thread = new Thread(work, "stemma-azure-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Begins a request. */
  <T> Future<T> begin(Callable<T> request) {
    return threads.submit(request);
  }

  /** Sends a request and waits for its answer. */
  <T> T send(Callable<T> request) {
    return await(begin(request));
  }

  /**
   * Sends a request and waits for its answer for a while; then breaks it off.
   *
   * @throws TimeoutException if no answer came in time
   */
  <T> T send(Callable<T> request, Duration longest) throws TimeoutException {
    Future<T> begun = begin(request);
    try {
      return await(begun, System.nanoTime() + longest.toNanos());
    } finally {
      begun.cancel(true);
    }
  }

  /** Waits for an answer, whatever interrupts; throws what the request threw. */
  static <T> T await(Future<T> request) {
    try {
      return await(request, System.nanoTime() + Long.MAX_VALUE / 2);
    } catch (TimeoutException e) {
      throw new IllegalStateException("146 years have passed", e);
    }
  }

  private static <T> T await(Future<T> request, long end) throws TimeoutException {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return request.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      } else if (e.getCause() instanceof RuntimeException unchecked) {
        throw unchecked;
      }
      throw new IllegalStateException(e.getCause());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Lets the threads end; requests that were begun are finished. */
  @Override
  public void close() {
    threads.shutdown();
  }
}
