package io.stemma.internal.maintenance;

import io.stemma.StemmaException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A few daemon threads for work of which a little waits at a time. */
final class Workers implements AutoCloseable {
  private final int count;
  private final ExecutorService threads;

  Workers(String name, int count) {
    this.count = count;
    AtomicInteger number = new AtomicInteger();
    threads =
        Executors.newFixedThreadPool(
            count,
            work -> {
              Thread thread = new Thread(work, name + "-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Does something for each item; throws what that threw. */
  <T> void forEach(Iterator<T> items, Consumer<T> action) {
    Deque<Future<?>> running = new ArrayDeque<>();
    while (items.hasNext()) {
      T item = items.next();
      running.add(threads.submit(() -> action.accept(item)));
      if (running.size() > 2 * count) {
        await(running.remove());
      }
    }
    running.forEach(Workers::await);
  }

  private static void await(Future<?> work) {
    try {
      work.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StemmaException("the thread was interrupted", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw e.getCause() instanceof RuntimeException thrown ? thrown : new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
