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
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs tries of datums, each for so long at most. One that takes longer is interrupted; one that
 * goes on in spite of that is left alone, on a thread that does not keep the process alive.
 */
final class Tries implements AutoCloseable {
  /** How long code may take to end once it is interrupted. */
  private static final Duration GRACE = Duration.ofSeconds(1);

  private static final AtomicLong NUMBER = new AtomicLong();

  private final Optional<Duration> timeout;
  private final ExecutorService threads;

  /** Waits for a try that {@link #cancel} ends. */
  private @Nullable Thread waiting;

  private boolean cancelled;

  Tries(Optional<Duration> timeout) {
    this(
        timeout,
        Executors.newCachedThreadPool(
            work -> {
              Thread thread = new Thread(work, "stemma-datum-" + NUMBER.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            }));
  }

  private Tries(Optional<Duration> timeout, ExecutorService threads) {
    this.timeout = timeout;
    this.threads = threads;
  }

  /** Others on the same threads, which end with these. */
  Tries within(Optional<Duration> other) {
    return new Tries(other, threads);
  }

  /**
   * Runs a try.
   *
   * @param late is given what a try that nobody waits for any more comes to after all
   * @throws InterruptedException if this thread was interrupted; so is the try
   * @throws Exception what the try threw, or that it took too long
   */
  <T> T run(Callable<T> attempt, Consumer<T> late) throws Exception {
    CountDownLatch ended = new CountDownLatch(1);
    AtomicBoolean decided = new AtomicBoolean();
    Future<T> task =
        threads.submit(
            () -> {
              try {
                T result = attempt.call();
                if (!decided.compareAndSet(false, true)) {
                  late.accept(result);
                }
                return result;
              } finally {
                ended.countDown();
              }
            });
    try {
      return timeout.isPresent()
          ? task.get(timeout.get().toNanos(), TimeUnit.NANOSECONDS)
          : task.get();
    } catch (TimeoutException e) {
      if (!decided.compareAndSet(false, true)) {
        return task.get(); // It ended this very moment.
      }
      double seconds = timeout.orElseThrow().toMillis() / 1000.0;
      throw new StemmaException("it took longer than " + seconds + " s" + end(task, ended), e);
    } catch (InterruptedException e) {
      if (!decided.compareAndSet(false, true)) {
        Thread.currentThread().interrupt();
        return await(task);
      }
      String ignored = end(task, ended);
      if (!ignored.isEmpty()) {
        e.addSuppressed(new StemmaException("it" + ignored));
      }
      throw e;
    } catch (CancellationException e) {
      throw new InterruptedException("the job has ended");
    } catch (ExecutionException e) {
      throw thrown(e);
    }
  }

  /**
   * Runs a try for a thread that nobody interrupts but {@link #cancel}.
   *
   * @throws InterruptedException if that was called
   * @throws Exception what the try threw, or that it took too long
   */
  <T> T runUntilCancelled(Callable<T> attempt) throws Exception {
    synchronized (this) {
      if (cancelled) {
        throw new InterruptedException("the job was cancelled");
      }
      waiting = Thread.currentThread();
    }
    try {
      return run(attempt, late -> {});
    } finally {
      synchronized (this) {
        waiting = null;
        boolean unused = Thread.interrupted(); // It was meant for the try alone.
      }
    }
  }

  /** Ends the try that runs until then, and begins no other such. */
  synchronized void cancel() {
    cancelled = true;
    Thread thread = waiting;
    if (thread != null) {
      thread.interrupt();
    }
  }

  /** What a try threw; an interrupt that did not come from here is its own failure. */
  private static Exception thrown(ExecutionException e) {
    if (e.getCause() instanceof InterruptedException own) {
      return new StemmaException("it was interrupted, and not by its job", own);
    } else if (e.getCause() instanceof Exception exception) {
      return exception;
    } else if (e.getCause() instanceof Error error) {
      throw error;
    }
    return e;
  }

  /** The result of a try that has ended; an interrupt is kept for later. */
  private static <T> T await(Future<T> task) throws Exception {
    boolean interrupted = Thread.interrupted();
    try {
      return task.get();
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
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
