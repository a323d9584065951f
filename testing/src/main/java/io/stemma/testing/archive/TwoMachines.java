package io.stemma.testing.archive;

import io.stemma.Archive;
import io.stemma.ArchiveOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Two processes on one archive: one takes in shots while they arrive, the other reads what is there
 * meanwhile, and must find every shot whole in whatever commit it sees it first.
 */
public final class TwoMachines {
  private final URI place;
  private final Path watched;
  private final long seed;

  /**
   * Prepares them.
   *
   * @param place where the archive is to be, at which there is none yet
   * @param watched a directory for the shots, empty or missing
   * @param seed decides what shots hold
   */
  public TwoMachines(URI place, Path watched, long seed) {
    this.place = place;
    this.watched = watched;
    this.seed = seed;
  }

  /**
   * Runs both. Of ten shots each, the last is written when the first has been read elsewhere.
   *
   * @param shots how many shots arrive
   * @throws IOException if shots cannot be written or processes started
   * @throws AssertionError if a process fails
   */
  public void run(int shots) throws IOException {
    Files.createDirectories(watched);
    TrialShots content = new TrialShots(seed);
    ArchiveOptions options = ArchiveOptions.DEFAULT.withAuthor("trial").withoutCache();
    try (Archive archive = Archive.create(place, options)) {
      archive.createRepository("shots");
      try (ChildProcess ingesting = IngestingProcess.start(place, watched, 1);
          ChildProcess analysing = AnalysingProcess.start(place, shots, seed)) {
        ingesting.drain();
        for (int i = 0; i < shots; i++) {
          if (i % 10 == 9) {
            analysing.await(AnalysingProcess.READ + (i - 8));
          }
          content.write(watched, i);
        }
        analysing.await(AnalysingProcess.READ + shots);
      }
      ArchiveSoundness.requireVerified(archive, "after two machines");
    }
  }
}
