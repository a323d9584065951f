package io.stemma.benchmarks.bars;

import io.stemma.Archive;
import io.stemma.ArchiveOptions;
import io.stemma.Branch;
import io.stemma.Commit;
import io.stemma.benchmarks.CountingStore;
import io.stemma.benchmarks.Latencies;
import io.stemma.benchmarks.work.UnforcedStore;
import io.stemma.storage.StoreAccess;
import io.stemma.storage.local.DirectoryObjectStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** What a long past costs. */
final class LogBars {
  private static final int LONG = 1_000_000;
  private static final int SHORT = 10_000;
  private static final int WARMING = 100;
  private static final int ROUNDS = 200;
  private static final ArchiveOptions OPTIONS = ArchiveOptions.DEFAULT.withoutCache();

  private LogBars() {}

  static List<Bar> all() {
    return List.of(
        new Bar(
            "open after 1,000,000 operations / after 10,000",
            "at most 5 ms warm, at most 4 store requests, and the same for both",
            LogBars::open));
  }

  /** Moves a branch to and fro; every move is an entry of the log of its own. */
  private static void live(Path home, int operations) throws IOException {
    try (Archive archive = Archive.create(new UnforcedStore(home), OPTIONS)) {
      Branch main = archive.createRepository("r").main();
      Commit one = main.commit("one", tx -> tx.write("/shot", "one"));
      Commit other = main.commit("other", tx -> tx.write("/shot", "other"));
      while (archive.head().sequence() < operations) {
        for (int i = 0; i < 100; i += 2) {
          main.moveTo(one);
          main.moveTo(other);
        }
      }
    }
  }

  private static Bar.Reached open(Path directory) throws Exception {
    Path young = directory.resolve("young");
    Path old = directory.resolve("old");
    live(young, SHORT);
    live(old, LONG);
    Latencies ofYoung = new Latencies();
    Latencies ofOld = new Latencies();
    for (int i = 0; i < WARMING + ROUNDS; i++) {
      long first = opened(i % 2 == 0 ? young : old);
      long second = opened(i % 2 == 0 ? old : young);
      if (i >= WARMING) {
        ofYoung.add(i % 2 == 0 ? first : second);
        ofOld.add(i % 2 == 0 ? second : first);
      }
    }
    long youngRequests = requests(young);
    long oldRequests = requests(old);
    double youngMillis = ofYoung.percentileMillis(50);
    double oldMillis = ofOld.percentileMillis(50);
    return new Bar.Reached(
        String.format(
            Locale.ROOT,
            "%.2f ms, %d requests / %.2f ms, %d requests",
            oldMillis,
            oldRequests,
            youngMillis,
            youngRequests),
        oldMillis <= 5 && oldRequests <= 4 && oldRequests == youngRequests);
  }

  /** Nanoseconds until an archive is open. */
  private static long opened(Path home) {
    long begin = System.nanoTime();
    Archive archive = Archive.open(home.toUri(), OPTIONS);
    long nanos = System.nanoTime() - begin;
    archive.close();
    return nanos;
  }

  private static long requests(Path home) throws IOException {
    CountingStore store = new CountingStore(DirectoryObjectStore.open(home, StoreAccess.WRITE));
    Archive archive = Archive.open(store, OPTIONS);
    long requests = store.requests();
    archive.close();
    return requests;
  }
}
