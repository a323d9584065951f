package io.stemma.benchmarks.work;

import io.stemma.Archive;
import io.stemma.ArchiveOptions;
import io.stemma.Replay;
import io.stemma.Trust;
import java.nio.file.Path;

/** Replays the newest results of a pipeline in a JVM of its own, and says what came of it. */
public final class ReplayProcess {
  private ReplayProcess() {}

  /**
   * Replays.
   *
   * @param args the archive's directory, and the repository of the results
   */
  public static void main(String[] args) {
    try (Archive archive =
            Archive.open(
                Path.of(args[0]).toUri(), ArchiveOptions.DEFAULT.withoutCache().forReading());
        Replay replay = archive.repository(args[1]).main().head().replay(Trust.RECORDED_CODE)) {
      System.out.println(
          (replay.isIdentical() ? "identical" : "different: " + replay.differences())
              + " on Java "
              + Runtime.version().feature());
    }
  }
}
