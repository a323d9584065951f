package io.stemma.examples;

import io.stemma.Archive;
import io.stemma.ArchiveOptions;
import io.stemma.Branch;
import io.stemma.Commit;
import io.stemma.Entry;
import io.stemma.signal.Signal;
import java.io.IOException;
import java.net.URI;

/** Analyses every shot once, as it comes; the results say which commit they were made from. */
public final class AnalysisMachine {
  private AnalysisMachine() {}

  /**
   * Runs the program.
   *
   * @param args the address of the archive, and how many shots to analyse
   * @throws IOException if a signal cannot be read
   * @throws InterruptedException if the thread is interrupted
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    try (Archive archive = Archive.openOrCreate(URI.create(args[0]), ArchiveOptions.DEFAULT)) {
      Branch shots = archive.ensureRepository("shots").main();
      Branch results = archive.ensureRepository("results").main();
      for (int left = Integer.parseInt(args[1]); left > 0; Thread.sleep(200)) {
        Commit head = shots.head();
        for (Entry shot : head.list("/")) {
          if (!results.head().exists(shot.path())) {
            double mean = Signal.read(head.path(shot.path() + "/te.i16")).mean();
            results.commit(
                "te of " + shot.name(),
                tx ->
                    tx.write(shot.path() + "/te-mean.txt", Double.toString(mean))
                        .commitAttribute("shots", head.id().toString()));
            left--;
          }
        }
      }
    }
  }
}
