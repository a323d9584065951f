package io.stemma.benchmarks.bars;

import io.stemma.Archive;
import io.stemma.ArchiveOptions;
import io.stemma.VerifyOptions;
import io.stemma.benchmarks.ChildJvm;
import io.stemma.benchmarks.Directories;
import io.stemma.benchmarks.work.StreamingProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** How little memory everything takes. */
final class HeapBars {
  private static final long LARGE_FILE = 20L << 30;
  private static final long HEAP = 256L << 20;
  private static final Duration PATIENCE = Duration.ofHours(1);

  private HeapBars() {}

  static List<Bar> all() {
    return List.of(
        new Bar(
            "heap of all the others, and of one file of 20 GiB",
            "all of it with -Xmx256m",
            HeapBars::largeFile));
  }

  /** The other bars run in this JVM and in children that get the same heap, or none passes. */
  private static Bar.Reached largeFile(Path directory) throws Exception {
    Path home = directory.resolve("archive");
    long own = Runtime.getRuntime().maxMemory();
    try (ChildJvm child =
        ChildJvm.start(
            StreamingProcess.class,
            List.of("-Xmx256m"),
            List.of(home.toString(), "" + LARGE_FILE))) {
      int status = child.await(PATIENCE);
      if (status != 0) {
        throw new IOException("the child ended with " + status + ": " + child.output());
      }
      long peak = child.peakResidentBytes().orElse(0);
      boolean whole;
      try (Archive archive =
          Archive.open(home.toUri(), ArchiveOptions.DEFAULT.withoutCache().forReading())) {
        whole =
            archive.repository("r").main().head().bytes() == LARGE_FILE
                && archive.verify(VerifyOptions.STRUCTURE).isClean();
      }
      Directories.delete(home); // it takes the room of a round of the comparison
      return new Bar.Reached(
          String.format(
              Locale.ROOT,
              "this JVM has %d MiB; 20 GiB %s, RSS %d MiB",
              own >> 20,
              whole ? "passes" : "is not whole",
              peak >> 20),
          whole && own <= HEAP);
    }
  }
}
