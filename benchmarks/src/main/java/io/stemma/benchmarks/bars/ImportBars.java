package io.stemma.benchmarks.bars;

import io.stemma.Archive;
import io.stemma.ArchiveOptions;
import io.stemma.Commit;
import io.stemma.VerifyOptions;
import io.stemma.benchmarks.ChildJvm;
import io.stemma.benchmarks.RandomKill;
import io.stemma.benchmarks.data.Generate;
import io.stemma.benchmarks.work.ImportingProcess;
import io.stemma.benchmarks.work.NoiseStream;
import io.stemma.benchmarks.work.StreamingProcess;
import io.stemma.testing.archive.ArchiveSoundness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Imports that are killed, large, or fast. */
final class ImportBars {
  private static final int KILLS = 100;
  private static final long LARGE_IMPORT = 2L << 30;
  private static final long LARGE_FILE = 20L << 30;
  private static final long MEMORY = 600L << 20;
  private static final Duration PATIENCE = Duration.ofMinutes(30);
  private static final int SHOTS_RUNS = 5;
  private static final List<String> SMALL_HEAP = List.of("-Xmx256m");

  private ImportBars() {}

  static List<Bar> all() {
    return List.of(
        new Bar(
            "kill -9 of an importing process, 100 times at random moments",
            "opens, verify clean, the same import then completes",
            ImportBars::kills),
        new Bar("2 GiB import with -Xmx256m", "passes, RSS under 600 MiB", ImportBars::largeImport),
        new Bar(
            "one file of 20 GiB with -Xmx256m", "passes, RSS under 600 MiB", ImportBars::largeFile),
        new Bar(
            "SHOTS (512 files of 4 MiB) first ingest, durable",
            "at least 0.3 GB/s",
            ImportBars::shots));
  }

  private static long files(Path day, int count, int length) throws IOException {
    for (int i = 0; i < count; i++) {
      Path shot = Files.createDirectories(day.resolve("shot" + i / 8));
      try (NoiseStream noise = new NoiseStream(i, length)) {
        Files.copy(noise, shot.resolve("channel" + i));
      }
    }
    return (long) count * length;
  }

  private static ChildJvm importing(Path archive, Path day, List<String> options)
      throws IOException {
    return ChildJvm.start(
        ImportingProcess.class, options, List.of(archive.toString(), day.toString()));
  }

  private static double seconds(ChildJvm child) {
    return child.output().stream()
            .filter(line -> line.startsWith("nanos "))
            .mapToLong(line -> Long.parseLong(line.substring(6)))
            .sum()
        / 1e9;
  }

  private static Bar.Reached kills(Path directory) throws Exception {
    Path day = directory.resolve("day");
    files(day, 64, 1 << 20);
    Duration span;
    try (ChildJvm calm = importing(directory.resolve("calm"), day, List.of())) {
      WriterBars.requireSuccess(calm);
      span = Duration.ofNanos((long) (seconds(calm) * 1.1e9));
    }
    RandomKill kill = new RandomKill(1);
    int struck = 0;
    int done = 0;
    for (int i = 0; i < KILLS; i++) {
      Path archive = directory.resolve("archive" + i);
      try (ChildJvm child = importing(archive, day, List.of())) {
        child.awaitLine("ready", PATIENCE);
        struck += kill.within(child.process(), span) ? 1 : 0;
      }
      done += survives(archive, day) ? 1 : 0;
    }
    return new Bar.Reached(
        struck
            + " of "
            + KILLS
            + " killed within "
            + span.toMillis()
            + " ms, "
            + done
            + " had committed; all open, are clean, and complete",
        true);
  }

  /** Returns whether the import had been committed. */
  private static boolean survives(Path home, Path day) throws IOException {
    ArchiveOptions options = ArchiveOptions.DEFAULT.withoutCache();
    try (Archive archive = Archive.open(home.toUri(), options)) {
      ArchiveSoundness.requireVerified(archive, "after the kill");
      Commit found = archive.repository("r").main().head();
      boolean done = !found.parents().isEmpty();
      if (found.files() != (done ? 64 : 0)) {
        throw new AssertionError(found.files() + " files after the kill");
      }
      Commit again =
          archive.repository("r").main().commit("again", tx -> tx.importDirectory(day, "/"));
      if (again.files() != 64 || again.bytes() != 64L << 20) {
        throw new AssertionError("the import does not complete: " + again.files() + " files");
      }
      ArchiveSoundness.requireVerified(archive, "after the same import");
      return done;
    }
  }

  private static Bar.Reached largeImport(Path directory) throws Exception {
    Path day = directory.resolve("day");
    long bytes = files(day, 128, (int) (LARGE_IMPORT / 128));
    Path home = directory.resolve("archive");
    try (ChildJvm child = importing(home, day, SMALL_HEAP)) {
      return finished(child, home, bytes);
    }
  }

  private static Bar.Reached largeFile(Path directory) throws Exception {
    Path home = directory.resolve("archive");
    try (ChildJvm child =
        ChildJvm.start(
            StreamingProcess.class, SMALL_HEAP, List.of(home.toString(), "" + LARGE_FILE))) {
      return finished(child, home, LARGE_FILE);
    }
  }

  private static Bar.Reached finished(ChildJvm child, Path home, long bytes) throws Exception {
    int status = child.await(PATIENCE);
    if (status != 0) {
      throw new IOException("the child ended with " + status + ": " + child.output());
    }
    long peak = child.peakResidentBytes().orElseThrow();
    try (Archive archive =
        Archive.open(home.toUri(), ArchiveOptions.DEFAULT.withoutCache().forReading())) {
      boolean whole = archive.repository("r").main().head().bytes() == bytes;
      boolean clean = archive.verify(VerifyOptions.STRUCTURE).isClean();
      return new Bar.Reached(
          String.format(
              Locale.ROOT,
              "%s, RSS %d MiB, %.1f s, %.2f GB/s",
              whole && clean ? "passes" : "not whole",
              peak >> 20,
              seconds(child),
              bytes / seconds(child) / 1e9),
          whole && clean && peak < MEMORY);
    }
  }

  private static Bar.Reached shots(Path directory) throws Exception {
    Path day = directory.resolve("shots");
    Generate.write("SHOTS", 1, day);
    // Archives stay where they are: creating files right after a large removal is slow.
    double[] seconds = new double[SHOTS_RUNS];
    for (int i = 0; i < SHOTS_RUNS; i++) {
      try (ChildJvm child = importing(directory.resolve("archive" + i), day, List.of())) {
        WriterBars.requireSuccess(child);
        seconds[i] = seconds(child);
      }
    }
    Arrays.sort(seconds);
    double median = seconds[SHOTS_RUNS / 2];
    double speed = (2L << 30) / median / 1e9;
    return new Bar.Reached(
        String.format(
            Locale.ROOT,
            "%.2f GB/s (%.1f s, median of %d: %.1f to %.1f s)",
            speed,
            median,
            SHOTS_RUNS,
            seconds[0],
            seconds[SHOTS_RUNS - 1]),
        speed >= 0.3);
  }
}
