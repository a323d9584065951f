package io.stemma.benchmarks.bars;

import io.stemma.Archive;
import io.stemma.ArchiveOptions;
import io.stemma.Branch;
import io.stemma.Commit;
import io.stemma.Downstream;
import io.stemma.Entry;
import io.stemma.Input;
import io.stemma.Job;
import io.stemma.benchmarks.work.CopiedShot;
import io.stemma.benchmarks.work.GainedValue;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/** What was made from one calibration that is valid for very many shots. */
final class DownstreamBar {
  private static final int SHOTS = 100_000;
  private static final int ROUNDS = 9;
  private static final long MOST_MILLIS = 1_000;

  private DownstreamBar() {}

  static Bar.Reached measure(Path directory) {
    fill(directory);
    double first;
    double direct;
    try (Archive archive = open(directory)) {
      first = millis(archive, "/te/a", SHOTS);
      direct = median(archive, "/te/a", SHOTS);
      double half = median(archive, "/te/b", 1);
      Job copied =
          archive.definePipeline("copies", new CopiedShot(), Input.each("te", "/{shot}")).run();
      if (copied.progress().finished() != SHOTS + 1) {
        throw new IllegalStateException("all were to run");
      }
      double two = median(archive, "/te/a", 2L * SHOTS);
      long before = usedBytes();
      Downstream held = archive.downstream("calibrations", "/te/a");
      double kept = (usedBytes() - before) / (double) (2 * SHOTS);
      double listed = listed(held);
      long begin = System.nanoTime();
      long read = archive.downstream("calibrations", "/te/a").onlyRead().files();
      double reads = (System.nanoTime() - begin) / 1e6;
      if (read != 2L * SHOTS) {
        throw new IllegalStateException("read by " + read);
      }
      return new Bar.Reached(
          String.format(
              Locale.ROOT,
              "%.0f ms, the first time in a JVM %.0f ms; of one for one shot %.0f ms; with a second pipeline %.0f"
                  + " ms, %.0f bytes a datum kept, all files listed in %.0f ms, only what was read"
                  + " %.0f ms",
              direct,
              first,
              half,
              two,
              kept,
              listed,
              reads),
          Math.max(direct, two) <= MOST_MILLIS);
    }
  }

  private static void fill(Path directory) {
    try (Archive archive = ProvenanceBars.create(directory)) {
      Branch shots = archive.createRepository("shots").main();
      Commit unused =
          shots.commit(
              "fill",
              tx -> {
                for (int i = 0; i <= SHOTS; i++) {
                  tx.write("/" + (100_000 + i), "" + i);
                }
              });
      unused =
          archive
              .createRepository("calibrations")
              .main()
              .commit(
                  "gains",
                  tx ->
                      tx.write("/te/a", "1.5")
                          .validity("/te/a", 100_000, 100_000 + SHOTS - 1)
                          .write("/te/b", "2")
                          .validity("/te/b", 100_000 + SHOTS, 300_000));
      Job job =
          archive
              .definePipeline(
                  "te",
                  new GainedValue(),
                  Input.each("shots", "/{shot}")
                      .as("shot")
                      .valid("calibrations", "/te/*", "shot")
                      .as("cal"))
              .run();
      if (job.progress().finished() != SHOTS + 1) {
        throw new IllegalStateException("all were to run");
      }
    }
  }

  private static Archive open(Path directory) {
    return Archive.open(
        directory.resolve("archive").toUri(), ArchiveOptions.DEFAULT.withoutCache());
  }

  private static double median(Archive archive, String path, long files) {
    double[] millis = new double[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
      millis[i] = millis(archive, path, files);
    }
    return Median.of(millis);
  }

  private static double millis(Archive archive, String path, long files) {
    long begin = System.nanoTime();
    Downstream found = archive.downstream("calibrations", path);
    double millis = (System.nanoTime() - begin) / 1e6;
    if (found.files() != files || !found.outputs().get(0).isUpToDate()) {
      throw new IllegalStateException(found.toString());
    }
    return millis;
  }

  private static double listed(Downstream found) {
    long begin = System.nanoTime();
    long files = 0;
    for (var output : found.outputs()) {
      try (Stream<Entry> entries = output.walk()) {
        files += entries.count();
      }
    }
    if (files != found.files()) {
      throw new IllegalStateException("listed " + files);
    }
    return (System.nanoTime() - begin) / 1e6;
  }

  private static long usedBytes() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
