package io.stemma.benchmarks.bars;

import io.stemma.Archive;
import io.stemma.ArchiveOptions;
import io.stemma.Branch;
import io.stemma.Commit;
import io.stemma.benchmarks.Latencies;
import io.stemma.benchmarks.work.ManyFiles;
import io.stemma.storage.StoreAccess;
import io.stemma.storage.local.DirectoryObjectStore;
import io.stemma.testing.RecordingObjectStore;
import io.stemma.testing.StoreOperation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Costs that must not grow with the number of files. */
final class ScaleBars {
  private static final int MANY = 1_000_000;
  private static final int FEW = 1_000;
  private static final int CHANGED = 10;
  private static final int WARMING = 100;
  private static final int ROUNDS = 200;
  private static final ArchiveOptions OPTIONS = ArchiveOptions.DEFAULT.withoutCache();

  private @Nullable Path many; // filled by the first bar that needs it

  List<Bar> all() {
    return List.of(
        new Bar(
            "one small file into a branch of 1,000,000 files, durable",
            "at most 2 objects, 4 fsyncs, 4 ms; within 1.5 x of the same at 1,000 files",
            this::addOne),
        new Bar(
            "diff of 1,000,000 files, 10 changed",
            "at most 3 ms warm and 50 tree nodes read",
            this::diff));
  }

  private Path many(Path directory) {
    Path home = many;
    if (home == null) {
      home = directory.resolve("many");
      fill(home, MANY);
      many = home;
    }
    return home;
  }

  private static void fill(Path home, int files) {
    try (Archive archive = Archive.create(home.toUri(), OPTIONS)) {
      ManyFiles.fill(archive, files);
    }
  }

  private Bar.Reached addOne(Path directory) throws Exception {
    Path large = many(directory);
    Path little = directory.resolve("few");
    fill(little, FEW);
    Fsyncs.Counts fsyncs = Fsyncs.ofCommits(large);
    Latencies atMany = new Latencies();
    Latencies atFew = new Latencies();
    Latencies objects = new Latencies();
    RecordingObjectStore store =
        new RecordingObjectStore(DirectoryObjectStore.open(large, StoreAccess.WRITE));
    try (Archive ofMany = Archive.open(store, OPTIONS);
        Archive ofFew = Archive.open(little.toUri(), OPTIONS)) {
      Branch toMany = ofMany.repository("r").main();
      Branch toFew = ofFew.repository("r").main();
      for (int i = 0; i < WARMING + ROUNDS; i++) {
        store.clear();
        long large1 = timed(toMany, "timed" + i);
        long created = store.count(StoreOperation.COMMIT);
        long little1 = timed(toFew, "timed" + i);
        if (i >= WARMING) {
          atMany.add(large1);
          atFew.add(little1);
          objects.add(created);
        }
      }
    }
    double millis = atMany.percentileMillis(50);
    double share = millis / atFew.percentileMillis(50);
    long count = objects.percentile(50);
    return new Bar.Reached(
        String.format(
            Locale.ROOT,
            "%d objects, %s, %.2f ms (p99 %.1f), %.2f x of that at 1,000 files",
            count,
            fsyncs,
            millis,
            atMany.percentileMillis(99),
            share),
        count <= 2 && fsyncs.median() <= 4 && millis <= 4 && share <= 1.5);
  }

  private static long timed(Branch branch, String name) {
    long begin = System.nanoTime();
    ManyFiles.addOne(branch, name);
    return System.nanoTime() - begin;
  }

  private Bar.Reached diff(Path directory) throws Exception {
    try (DirectoryObjectStore store =
            DirectoryObjectStore.open(many(directory), StoreAccess.WRITE);
        Archive archive = Archive.open(store, OPTIONS)) {
      Branch main = archive.repository("r").main();
      Commit newer =
          main.commit(
              "change",
              tx -> {
                for (int i = 0; i < CHANGED; i++) {
                  int file = MANY / CHANGED * i + MANY / 3 / CHANGED;
                  tx.write(ManyFiles.path(file), ManyFiles.content(file, "second"));
                }
              });
      Latencies latencies = new Latencies();
      for (int i = 0; i < WARMING + ROUNDS; i++) {
        long begin = System.nanoTime();
        long found = newer.changes().stream().count();
        if (found != CHANGED) {
          throw new IOException("the difference has " + found + " files");
        }
        if (i >= WARMING) {
          latencies.add(System.nanoTime() - begin);
        }
      }
      long nodes = NodeReads.ofDiff(store, newer.parents().get(0), newer, CHANGED);
      double millis = latencies.percentileMillis(50);
      return new Bar.Reached(
          String.format(Locale.ROOT, "%.3f ms warm, %d tree nodes read", millis, nodes),
          millis <= 3 && nodes <= 50);
    }
  }
}
