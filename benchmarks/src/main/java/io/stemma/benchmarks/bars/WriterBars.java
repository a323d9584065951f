package io.stemma.benchmarks.bars;

import io.stemma.Archive;
import io.stemma.ArchiveOptions;
import io.stemma.Branch;
import io.stemma.benchmarks.ChildJvm;
import io.stemma.benchmarks.Latencies;
import io.stemma.benchmarks.work.CommittingProcess;
import io.stemma.storage.StoreAccess;
import io.stemma.storage.local.DirectoryObjectStore;
import io.stemma.testing.RecordingObjectStore;
import io.stemma.testing.StoreOperation;
import io.stemma.testing.archive.DisjointWriters;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Many writers of one branch. */
final class WriterBars {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int WARMING = 60;

  private WriterBars() {}

  static List<Bar> all() {
    return List.of(
        new Bar(
            "2 processes x 4 threads x 50 commits to one branch, disjoint paths",
            "400 commits, none lost, at most 3 s, p99 at most 200 ms",
            WriterBars::processes),
        new Bar(
            "50 writers in one process, 20 commits each",
            "the slowest writer at most 10 x the median, at most 3 objects a commit",
            WriterBars::writers));
  }

  private static Bar.Reached processes(Path directory) throws Exception {
    Path home = directory.resolve("archive");
    ArchiveOptions options = ArchiveOptions.DEFAULT.withoutCache();
    List<DisjointWriters> writers = new ArrayList<>();
    Latencies latencies = new Latencies();
    double seconds;
    try (Archive archive = Archive.create(home.toUri(), options)) {
      archive.createRepository("r");
      try (ChildJvm one = start(home, "one");
          ChildJvm other = start(home, "other")) {
        one.awaitLine("ready", PATIENCE);
        other.awaitLine("ready", PATIENCE);
        long begin = System.nanoTime();
        for (ChildJvm child : List.of(one, other)) {
          child.process().getOutputStream().write('\n');
          child.process().getOutputStream().flush();
        }
        one.awaitLine("done", PATIENCE);
        other.awaitLine("done", PATIENCE);
        seconds = (System.nanoTime() - begin) / 1e9;
        for (ChildJvm child : List.of(one, other)) {
          requireSuccess(child);
          child.output().stream()
              .filter(line -> line.startsWith("commit "))
              .forEach(line -> latencies.add(Long.parseLong(line.substring(7))));
        }
      }
      writers.add(new DisjointWriters("one", 4, 50));
      writers.add(new DisjointWriters("other", 4, 50));
      DisjointWriters.check(archive, archive.repository("r").main(), writers);
    }
    double p99 = latencies.percentileMillis(99);
    return new Bar.Reached(
        String.format(
            Locale.ROOT,
            "400 commits, none lost, %.2f s, p50 %.0f ms, p99 %.0f ms, max %.0f ms",
            seconds,
            latencies.percentileMillis(50),
            p99,
            latencies.percentileMillis(100)),
        seconds <= 3 && p99 <= 200);
  }

  private static ChildJvm start(Path home, String name) throws IOException {
    return ChildJvm.start(
        CommittingProcess.class,
        List.of("-Xmx512m"),
        List.of(home.toString(), name, "4", "50", "" + WARMING));
  }

  static void requireSuccess(ChildJvm child) throws IOException, InterruptedException {
    int status = child.await(PATIENCE);
    if (status != 0) {
      throw new IOException("a child ended with " + status + ": " + child.output());
    }
  }

  private static Bar.Reached writers(Path directory) throws Exception {
    RecordingObjectStore store =
        new RecordingObjectStore(
            DirectoryObjectStore.open(directory.resolve("archive"), StoreAccess.CREATE));
    DisjointWriters writers = new DisjointWriters("w", 50, 20);
    try (Archive archive = Archive.create(store, ArchiveOptions.DEFAULT.withoutCache())) {
      Branch main = archive.createRepository("r").main();
      store.clear();
      List<Long> totals = new ArrayList<>(writers.run(main, nanos -> {}));
      double objects = store.count(StoreOperation.COMMIT) / 1000.0;
      totals.sort(null);
      double share = (double) totals.get(49) / totals.get(25);
      DisjointWriters.check(archive, main, List.of(writers));
      return new Bar.Reached(
          String.format(
              Locale.ROOT,
              "slowest %.2f x the median of %.0f ms, %.2f objects a commit",
              share,
              totals.get(25) / 1e6,
              objects),
          share <= 10 && objects <= 3);
    }
  }
}
