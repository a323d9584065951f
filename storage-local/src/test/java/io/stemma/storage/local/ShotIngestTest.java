package io.stemma.storage.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemma.testing.archive.IngestTrial;
import io.stemma.testing.archive.TwoMachines;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that take in shots, and are killed, in an archive in a directory. */
class ShotIngestTest {
  @TempDir Path temp;

  @Test
  void everyShotIsIngestedOnceHoweverOftenTheProcessIsKilled() throws IOException {
    IngestTrial trial =
        new IngestTrial(temp.resolve("archive").toUri(), temp.resolve("digitizer"), 1);
    trial.run(
        Integer.getInteger("stemma.trial.shots", 40), Integer.getInteger("stemma.trial.kills", 8));
    assertThat(trial.kills()).isEqualTo(Integer.getInteger("stemma.trial.kills", 8));
  }

  @Test
  void anotherProcessReadsWholeShotsMeanwhile() throws IOException {
    new TwoMachines(temp.resolve("archive").toUri(), temp.resolve("digitizer"), 2).run(30);
  }
}
