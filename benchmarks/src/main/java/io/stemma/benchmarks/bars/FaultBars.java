package io.stemma.benchmarks.bars;

import io.stemma.Archive;
import io.stemma.ArchiveOptions;
import io.stemma.Branch;
import io.stemma.Commit;
import io.stemma.benchmarks.work.NoiseStream;
import io.stemma.storage.MemoryObjectStore;
import io.stemma.testing.archive.ArchiveChange;
import io.stemma.testing.archive.CrashTrial;
import io.stemma.testing.archive.CrashingStores;
import io.stemma.testing.archive.FaultyCommits;
import io.stemma.testing.archive.ModelRun;
import io.stemma.testing.archive.RewrittenHistories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;

/** Crashes, faults of the store, random operations, rewritten histories. */
final class FaultBars {
  private static final int SURVIVORS = 10;
  private static final double FAULT_RATE = 0.02;
  private static final int THREADS = 4;
  private static final int COMMITS_EACH = 2_500;
  private static final int MODEL_OPERATIONS = 10_000;

  private FaultBars() {}

  static List<Bar> all() {
    return List.of(
        new Bar(
            "crash at the k-th I/O of commit, import, merge, undo, for every k",
            "old or new state, verify clean, the next commit works",
            FaultBars::crashes),
        new Bar(
            "lost answers and errors at random I/Os, 10,000 commits",
            "none lost, none twice",
            FaultBars::faults),
        new Bar(
            "model test: random operations with reopen, against a TreeMap of histories",
            "10,000 operations a run, several seeds",
            FaultBars::models),
        new Bar(
            "log rolled back, log forked",
            "refused by who knew the later head; found by verify(expectedHead)",
            FaultBars::rewritten),
        new Bar(
            "a file edited in place keeping its size, mtime set back",
            "not taken for unchanged",
            FaultBars::editedInPlace));
  }

  private static Bar.Reached crashes(Path directory) throws IOException {
    Path day = ArchiveChange.makeDay(directory.resolve("day"));
    List<ArchiveChange> changes = ArchiveChange.all(day);
    long crashes = 0;
    for (ArchiveChange change : changes) {
      CrashTrial trial =
          new CrashTrial(CrashingStores::new, SURVIVORS, directory.resolve(change.name()));
      trial.run(change);
      crashes += trial.crashes();
    }
    return new Bar.Reached(
        crashes + " states after crashes of " + changes.size() + " operations, all good", true);
  }

  private static Bar.Reached faults(Path directory) throws IOException, InterruptedException {
    MemoryObjectStore store = new MemoryObjectStore();
    String figures =
        new FaultyCommits(store::reopen, FaultyCommits.usualOptions(), 1, FAULT_RATE)
            .run(THREADS, COMMITS_EACH);
    return new Bar.Reached("none lost, none twice: " + figures, true);
  }

  private static Bar.Reached models(Path directory) throws IOException {
    for (long seed = 1; seed <= 3; seed++) {
      MemoryObjectStore store = new MemoryObjectStore();
      Path own = Files.createDirectory(directory.resolve("model" + seed));
      new ModelRun(store::reopen, ArchiveOptions.DEFAULT.withoutCache(), own, seed)
          .run(MODEL_OPERATIONS);
    }
    MemoryObjectStore store = new MemoryObjectStore();
    ModelRun large =
        new ModelRun(
            store::reopen,
            ArchiveOptions.DEFAULT.withoutCache(),
            Files.createDirectory(directory.resolve("large")),
            4);
    large.fill(15_000);
    large.run(300);
    return new Bar.Reached(
        "3 seeds of " + MODEL_OPERATIONS + ", and 300 on 15,000 files, agree", true);
  }

  private static Bar.Reached rewritten(Path directory) throws IOException {
    for (int entries = 1; entries <= 6; entries++) {
      new RewrittenHistories(directory).run(entries);
    }
    return new Bar.Reached("set back and forked by 1 to 6 entries: refused, found", true);
  }

  private static Bar.Reached editedInPlace(Path directory) throws IOException {
    Path day = Files.createDirectory(directory.resolve("day"));
    Path file = day.resolve("samples");
    Files.write(file, NoiseStream.at(1, 0, 3_000_000));
    ArchiveOptions options = ArchiveOptions.DEFAULT.withCacheDirectory(directory.resolve("cache"));
    int tries = 200;
    try (Archive archive = Archive.create(directory.resolve("archive").toUri(), options)) {
      Branch main = archive.createRepository("r").main();
      for (int i = 0; i < tries; i++) {
        main.commit("import", tx -> tx.importDirectory(day, "/"));
        FileTime modified = Files.getLastModifiedTime(file);
        byte[] bytes = NoiseStream.at(2, i, 1 + i % 50);
        edit(file, i * 14_000L, bytes);
        Files.setLastModifiedTime(
            file, i % 2 == 0 ? modified : FileTime.from(Instant.ofEpochSecond(1_000_000)));
        Commit commit = main.commit("again", tx -> tx.importDirectory(day, "/"));
        if (!java.util.Arrays.equals(commit.read("/samples"), Files.readAllBytes(file))) {
          return new Bar.Reached("edit " + i + " was overlooked", false);
        }
      }
    }
    return new Bar.Reached(tries + " edits, none overlooked", true);
  }

  private static void edit(Path file, long at, byte[] bytes) throws IOException {
    try (var channel = java.nio.channels.FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(java.nio.ByteBuffer.wrap(bytes), at);
    }
  }
}
