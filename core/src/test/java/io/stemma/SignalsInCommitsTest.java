package io.stemma;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemma.signal.CsvTable;
import io.stemma.signal.Signal;
import io.stemma.signal.Signal2D;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signals of every form are read out of commits, and compared in numbers. */
class SignalsInCommitsTest {
  private static final double[] TIMES = {0, 0.5, 2};

  private final Archive archive = Archive.inMemory();
  private final Branch main = archive.createRepository("shots").main();

  @AfterEach
  void close() {
    archive.close();
  }

  private Commit shot(double last) throws IOException {
    Signal listed = Signal.float64(TIMES, 1, 2, last);
    Signal2D rows = Signal2D.of(Signal.float64(0, 1, 1, 2, 3, last), 2);
    return main.commit(
        "shot",
        tx -> {
          try (OutputStream te = tx.newOutputStream("/te");
              OutputStream camera = tx.newOutputStream("/camera")) {
            listed.write(Channels.newChannel(te));
            rows.write(Channels.newChannel(camera));
          }
          tx.write("/raw", new byte[] {0, 1, 0, 2, 0, 3, (byte) last, 4})
              .write("/te.csv", "t,te [eV],ne\n0,1,2\n0.5,3," + last + "\n");
        });
  }

  @Test
  void everyFormIsReadFromACommit() throws IOException {
    Commit commit = shot(7);
    Signal te = Signal.read(commit.path("/te"));
    assertThat(te).isEqualTo(Signal.float64(TIMES, 1, 2, 7));
    assertThat(te.slice(0.4, 1.0).values()).containsExactly(2);
    Signal2D camera = Signal2D.read(commit.path("/camera"));
    assertThat(camera.column(1).values()).containsExactly(2, 7);
    assertThat(camera.at(1)).containsExactly(3, 7);
    assertThat(Signal.raw(commit.path("/raw"), "int16 be, channel 2 of 2").values())
        .containsExactly(2, 7 * 256 + 4);
    CsvTable table = CsvTable.read(commit.path("/te.csv"));
    assertThat(table.signal("t", "ne")).isEqualTo(Signal.float64(0, 0.5, 2, 7));
  }

  @Test
  void differencesAreInNumbers() throws IOException {
    Commit before = shot(7);
    Commit after = shot(8);
    List<NumericChange> changes = after.changesSince(before).numeric();
    assertThat(changes)
        .extracting(NumericChange::toString)
        .containsExactly(
            "/camera  1 of 4 samples differ, first row 1, column 1, by up to 1 at 1 s, relative"
                + " 0.125 at 1 s, 1.1259e15 ULP at 1 s",
            "/te  1 of 3 samples differ, first sample 2, by up to 1 at 2 s, relative 0.125 at 2 s,"
                + " 1.1259e15 ULP at 2 s");
  }

  @Test
  void oneFormAgainstAnotherIsNoMatterOfNumbers() throws IOException {
    Commit before = shot(7);
    Commit after = main.commit("other", tx -> tx.copy(before, "/te", "/camera"));
    assertThat(after.changesSince(before).numeric()).isEmpty();
  }

  @Test
  void theTableOfDifferencesSaysWhatElseIsDifferent(@TempDir Path directory) throws IOException {
    Commit before = shot(7);
    Path relabelled = directory.resolve("relabelled");
    Signal.read(before.path("/te")).withUnit("eV").write(relabelled);
    Commit after = main.commit("in eV", tx -> tx.write("/te", Files.readAllBytes(relabelled)));
    assertThat(after.changesSince(before).numeric().toString())
        .contains("beside\n")
        .containsPattern("/te +0 +3 +unit \"eV\" against \"\"");
  }
}
