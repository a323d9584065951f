package io.stemma.internal.pipeline;

import io.stemma.StemmaException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Runs tries of datums, each for so long at most. One that takes longer is interrupted; one that
 * goes on in spite of that is left alone, on a thread that does not keep the process alive.
 */
final class Tries implements AutoCloseable {
  /** How long code may take to end once it is interrupted. */
  private static final Duration GRACE = Duration.ofSeconds(1);

  private static final AtomicLong NUMBER = new AtomicLong();

  private final Optional<Duration> timeout;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "stemma-datum-" + NUMBER.incrementAndGet());
            thread.setDaemon(true);
            return thread;
          });

  Tries(Optional<Duration> timeout) {
    this.timeout = timeout;
  }

  /**
   * Runs a try.
   *
   * @throws InterruptedException if this thread was interrupted; so is the try
   * @throws Exception what the try threw, or that it took too long
   */
  <T> T run(Callable<T> attempt) throws Exception {
    CountDownLatch ended = new CountDownLatch(1);
    Future<T> task =
        threads.submit(
            () -> {
              try {
                return attempt.call();
              } finally {
                ended.countDown();
              }
            });
    try {
      return timeout.isPresent()
          ? task.get(timeout.get().toNanos(), TimeUnit.NANOSECONDS)
          : task.get();
    } catch (TimeoutException e) {
      double seconds = timeout.orElseThrow().toMillis() / 1000.0;
      throw new StemmaException("it took longer than " + seconds + " s" + end(task, ended), e);
    } catch (InterruptedException e) {
      String ignored = end(task, ended);
      if (!ignored.isEmpty()) {
        e.addSuppressed(new StemmaException("it" + ignored));
      }
      throw e;
    } catch (CancellationException e) {
      throw new InterruptedException("the job has ended");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Exception exception) {
        throw exception;
      } else if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw e;
    }
  }

  /** Interrupts a try, and says so if it does not end. */
  private static String end(Future<?> task, CountDownLatch ended) throws InterruptedException {
    task.cancel(true);
    return ended.await(GRACE.toMillis(), TimeUnit.MILLISECONDS)
        ? ""
        : ", ignores interrupts, and goes on";
  }

  /** Interrupts what is still running. */
  @Override
  public void close() {
    threads.shutdownNow();
  }
}
