package io.stemma;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.stemma.signal.Signal;
import io.stemma.storage.MemoryObjectStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Results are computed again by the code that computed them, wherever that has gone. */
class ReplayTest {
  private static final String CALIBRATE =
      """
      public record Calibrate(String channel) implements Transformation {
        public void apply(Datum in, Output out) throws java.io.IOException {
          double gain = Double.parseDouble(Files.readString(in.path("cal")).strip());
          io.stemma.signal.Signal.read(in.path("shot").resolve(channel + ".i16"))
              .times(gain * Factor.OF).write(out.path(channel + ".f64"));
        }
      }
      """;
  private static final String FACTOR =
      """
      class Factor {
        static final double OF;
        static { OF = 1.0; }
      }
      """;

  @TempDir Path directory;

  private final MemoryObjectStore store = new MemoryObjectStore();
  private final Archive archive =
      Archive.create(store, ArchiveOptions.DEFAULT.withAuthor("ada").withoutCache());
  private Branch shots;
  private Branch cals;
  private Input input;

  @BeforeEach
  void shots() throws IOException {
    shots = archive.createRepository("shots").main();
    cals = archive.createRepository("calibrations").main();
    shots.commit(
        "two shots",
        tx -> {
          for (int shot = 1; shot <= 2; shot++) {
            try (var signal = tx.newOutputStream("/" + shot + "/te.i16")) {
              Path file = directory.resolve("te");
              Signal.int16(0, 1e-6, (short) shot, (short) 20, (short) -7).write(file);
              java.nio.file.Files.copy(file, signal);
            }
          }
        });
    cals.commit(
        "2024A",
        tx ->
            tx.write("/te/a", "1.5")
                .validity("/te/a", 1, 1)
                .write("/te/b", "1.02")
                .validity("/te/b", 2, 9));
    input =
        Input.each("shots", "/{shot}").as("shot").valid("calibrations", "/te/*", "shot").as("cal");
  }

  @AfterEach
  void close() {
    archive.close();
  }

  private Transformation calibrate(String factor) throws IOException {
    return CompiledCode.of(directory, CALIBRATE, FACTOR.replace("1.0", factor))
        .make("Calibrate", "te");
  }

  @Test
  void aResultIsComputedAgainByItsOwnCodeAfterTheClassHasChanged() throws IOException {
    Pipeline te = archive.definePipeline("te", calibrate("1.0"), input);
    Commit before = te.run().commit();
    cals.commit("recalibrated", tx -> tx.write("/te/b", "1.03"));
    archive.definePipeline("te", calibrate("2.0"), input);
    Commit after = te.run().commit();

    try (Replay replay = before.replay(Trust.RECORDED_CODE)) {
      replay.requireIdentical();
      assertThat(replay.datums()).isEqualTo(2);
      assertThat(replay.files()).isEqualTo(2);
    }
    try (Replay replay = after.replay(Trust.RECORDED_CODE)) {
      replay.requireIdentical();
    }
  }

  @Test
  void aResultIsComputedAgainWhereItsClassIsGone() throws IOException {
    CommitId made = archive.definePipeline("te", calibrate("1.0"), input).run().commit().id();
    try (Archive later = Archive.open(store, ArchiveOptions.DEFAULT.withoutCache().forReading())) {
      Commit before = later.repository("te").at(made.value());
      before.replay(Trust.RECORDED_CODE).requireIdentical();
      assertThat(before.replay(Trust.RECORDED_CODE, Set.of("/2")).datums()).isEqualTo(1);
    }
  }

  @Test
  void otherCodeIsComparedInNumbers() throws IOException {
    Commit before = archive.definePipeline("te", calibrate("1.0"), input).run().commit();
    try (Replay replay = before.replayWith(calibrate("1.0000000000000002"))) {
      assertThat(replay.isIdentical()).isFalse();
      assertThat(replay.isWithinUlps(0)).isFalse();
      replay.requireWithinUlps(2);
      replay.requireWithin(0, 1e-12);
      assertThat(replay.differences()).extracting(Replay.Difference::path).contains("/2/te.f64");
    }
    try (Replay replay = before.replayWith(calibrate("2.0"), List.of("/2"))) {
      assertThatExceptionOfType(ReplayDifferenceException.class)
          .isThrownBy(() -> replay.requireWithin(1e-3, 1e-3))
          .withMessageContaining("1 file of 1 differs: /2/te.f64  3 of 3 samples differ")
          .satisfies(e -> assertThat(e.replay()).isSameAs(replay));
    }
  }

  @Test
  void nothingIsWritten() throws IOException {
    Commit before = archive.definePipeline("te", calibrate("1.0"), input).run().commit();
    List<String> objects = objects();
    String head = archive.head().toString();
    before.replay(Trust.RECORDED_CODE).close();
    before.replayWith(calibrate("3.0")).close();
    assertThat(objects()).isEqualTo(objects);
    assertThat(archive.head()).hasToString(head);
    assertThat(archive.verify().isClean()).isTrue();
  }

  private List<String> objects() throws IOException {
    try (Stream<?> all = store.list("", "", Integer.MAX_VALUE)) {
      return all.map(String::valueOf).toList();
    }
  }
}
