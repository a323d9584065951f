package io.stemma.benchmarks.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Writes a data set into a directory with several threads, one file at a time in each. */
final class DataSetWriter {
  private static final int COMPARED = 4096;

  private final DataSet set;
  private final Path directory;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicInteger kept = new AtomicInteger();

  DataSetWriter(DataSet set, Path directory) {
    this.set = set;
    this.directory = directory;
  }

  /**
   * What was made.
   *
   * @param files in the tree
   * @param bytes of all of them
   * @param kept how many were there already
   */
  record Summary(int files, long bytes, int kept) {}

  /** Writes every file; the bytes do not depend on the number of threads. */
  Summary write(int threads) throws IOException, InterruptedException {
    ExecutorService workers = Executors.newFixedThreadPool(threads);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        running.add(
            workers.submit(
                () -> {
                  work();
                  return true;
                }));
      }
      for (Future<?> worker : running) {
        worker.get();
      }
    } catch (ExecutionException e) {
      throw new IOException("could not write the data set to " + directory, e.getCause());
    } finally {
      workers.shutdownNow();
    }
    return new Summary(set.files(), bytes.get(), kept.get());
  }

  private void work() throws IOException {
    for (int i = next.getAndIncrement(); i < set.files(); i = next.getAndIncrement()) {
      DataFile file = set.file(i);
      bytes.addAndGet(file.size());
      Path path = directory.resolve(file.path());
      if (set.keepsPresent(i) && isPresent(path, file)) {
        kept.incrementAndGet();
      } else {
        Files.createDirectories(path.getParent());
        Files.write(path, file.bytes());
      }
    }
  }

  /** Whether a file of this length and beginning lies there. */
  static boolean isPresent(Path path, DataFile file) throws IOException {
    if (!Files.isRegularFile(path) || Files.size(path) != file.size()) {
      return false;
    }
    try (InputStream in = Files.newInputStream(path)) {
      byte[] found = in.readNBytes(COMPARED);
      return Arrays.equals(found, file.content().first(found.length));
    }
  }
}
