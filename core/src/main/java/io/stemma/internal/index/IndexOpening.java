package io.stemma.internal.index;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Reads the tables of several index objects that are far away at the same time. A lookup asks most
 * of them anyway, and would wait for one after the other.
 */
final class IndexOpening {
  private static final int THREADS = 16;

  private IndexOpening() {}

  /** Returns when all are read, or were tried: what failed is told to whoever needs it. */
  static void together(List<IndexReader> readers) {
    List<Callable<Boolean>> opening = new ArrayList<>();
    for (IndexReader reader : readers) {
      if (!reader.isOpen()) {
        opening.add(reader::tryOpen);
      }
    }
    if (opening.size() < 2) {
      return;
    }
    ExecutorService threads =
        Executors.newFixedThreadPool(
            Math.min(THREADS, opening.size()),
            work -> {
              Thread thread = new Thread(work, "stemma-index");
              thread.setDaemon(true);
              return thread;
            });
    try {
      threads.invokeAll(opening);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      threads.shutdown();
    }
  }
}
