package io.stemma.internal.index;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Reads the tables of several index objects that are far away at the same time. A lookup asks most
 * of them anyway, and would wait for one after the other.
 */
final class IndexOpening {
  private static final int THREADS = 16;

  private IndexOpening() {}

  /**
   * Begins to read, and does not wait: whoever needs the tables of an object waits for them, or
   * reads them itself. What failed is told then.
   */
  static void begin(List<IndexReader> readers) {
    List<IndexReader> closed = readers.stream().filter(reader -> !reader.isOpen()).toList();
    if (closed.isEmpty()) {
      return;
    }
    ExecutorService threads =
        Executors.newFixedThreadPool(
            Math.min(THREADS, closed.size()),
            work -> {
              Thread thread = new Thread(work, "stemma-index");
              thread.setDaemon(true);
              return thread;
            });
    for (IndexReader reader : closed) {
      Future<?> unused = threads.submit(reader::tryOpen);
    }
    threads.shutdown();
  }
}
