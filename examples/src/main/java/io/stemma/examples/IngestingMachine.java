package io.stemma.examples;

import io.stemma.Archive;
import io.stemma.ArchiveOptions;
import io.stemma.ShotIngest;
import io.stemma.ShotOptions;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/** Takes in the shots that a digitizer writes, until it is ended. */
public final class IngestingMachine {
  private IngestingMachine() {}

  /**
   * Runs the program.
   *
   * @param args the address of the archive, and the directory that the digitizer fills
   */
  public static void main(String[] args) {
    ShotOptions options =
        ShotOptions.marker("DONE")
            .orQuietFor(Duration.ofMinutes(10))
            .withListener(System.out::println);
    try (Archive archive = Archive.openOrCreate(URI.create(args[0]), ArchiveOptions.DEFAULT);
        ShotIngest ingest =
            archive.ensureRepository("shots").main().ingest(Path.of(args[1]), options)) {
      ingest.follow(Duration.ofSeconds(1));
    }
  }
}
