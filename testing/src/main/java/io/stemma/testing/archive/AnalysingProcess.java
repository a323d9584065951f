package io.stemma.testing.archive;

import io.stemma.Archive;
import io.stemma.ArchiveOptions;
import io.stemma.Commit;
import io.stemma.Entry;
import java.io.IOException;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A process that reads every shot of a branch while others put them there. */
final class AnalysingProcess {
  /** What it prints before the number of shots that it has read. */
  static final String READ = "read ";

  private static final String PLACE = "STEMMA_TRIAL_ARCHIVE";

  private AnalysingProcess() {}

  /** Starts one; the seed is that of the shots. */
  static ChildProcess start(URI archive, int shots, long seed) throws IOException {
    return ChildProcess.start(
        AnalysingProcess.class,
        Map.of(PLACE, archive.toString()),
        List.of(Integer.toString(shots), Long.toString(seed)));
  }

  /** Arguments: how many shots there will be, and their seed. */
  public static void main(String[] arguments) {
    int shots = Integer.parseInt(arguments[0]);
    TrialShots content = new TrialShots(Long.parseLong(arguments[1]));
    ArchiveOptions options = ArchiveOptions.DEFAULT.forReading().withoutCache();
    Set<String> read = new HashSet<>();
    try (Archive archive = Archive.open(URI.create(System.getenv(PLACE)), options)) {
      while (read.size() < shots) {
        Commit head = archive.repository("shots").main().head();
        for (Entry shot : head.list("/")) {
          if (read.add(shot.name())) {
            content.check(head, TrialShots.number(shot.name()));
            System.out.println(READ + read.size());
          }
        }
      }
    }
  }
}
