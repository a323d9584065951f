package io.stemma.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemma.Archive;
import io.stemma.Branch;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The two programs of the README, on one archive. */
class TwoMachinesTest {
  @Test
  void oneAnalysesWhatTheOtherTakesIn(@TempDir Path temp) throws Exception {
    Path digitizer = new PlasmaShots(1).write(temp.resolve("digitizer"), 47100, 47102);
    String place = temp.resolve("archive").toUri().toString();
    Thread ingesting =
        new Thread(() -> IngestingMachine.main(new String[] {place, digitizer.toString()}));
    ingesting.start();
    for (int shot = 47100; shot <= 47102; shot++) {
      Files.createFile(digitizer.resolve(shot + "/DONE"));
    }
    AnalysisMachine.main(new String[] {place, "3"});
    ingesting.interrupt();
    ingesting.join();
    try (Archive archive = Archive.open(temp.resolve("archive"))) {
      Branch results = archive.repository("results").main();
      assertThat(results.list("/")).hasSize(3);
      assertThat(Double.parseDouble(results.head().readString("/47102/te-mean.txt"))).isFinite();
      assertThat(archive.repository("shots").main().log().count()).isEqualTo(4);
      assertThat(archive.verify().isClean()).isTrue();
    }
  }
}
