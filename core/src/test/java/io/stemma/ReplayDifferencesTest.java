package io.stemma;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemma.signal.Signal;
import io.stemma.signal.Signal2D;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What differs is said of whatever files there are. */
class ReplayDifferencesTest {
  private static final int KINDS = 12;

  private final Archive archive = Archive.inMemory();

  @AfterEach
  void close() {
    archive.close();
  }

  /** Writes a file of a kind. */
  record Kinds(int kind, int many) implements Transformation {
    @Override
    public void apply(Datum in, Output out) throws IOException {
      for (int i = 0; i < many; i++) {
        out.write("many/" + i, "" + kind);
      }
      Path file = out.path("f");
      switch (kind) {
        case 0 -> Files.writeString(file, "");
        case 1 -> Files.writeString(file, "some text");
        case 2 -> Signal.int16(0, 1e-6, (short) 1, (short) 2, (short) 3).write(file);
        case 3 -> Signal.int16(0, 1e-6, (short) 1, (short) 2).write(file);
        case 4 -> Signal.float64(0, 1e-6, 1.0, Double.NaN, 3.0).write(file);
        case 5 -> Signal.int16(5, 1e-6, (short) 1, (short) 2, (short) 3).write(file);
        case 6, 7 -> {
          Path whole = in.scratch().resolve("signal");
          Signal.int16(0, 1e-6, (short) 1, (short) 2, (short) 3).write(whole);
          byte[] bytes = Files.readAllBytes(whole);
          Files.write(file, Arrays.copyOf(bytes, kind == 6 ? bytes.length - 1 : 7));
        }
        case 8 -> Signal.float64(new double[] {0, 1e-6, 3e-6}, 1, 2, 3).write(file);
        case 9 -> Signal.float64(new double[] {0, 1e-6, 4e-6}, 1, 2, 3).write(file);
        case 10 -> Signal2D.of(Signal.int16(0, 1e-6, 1, 2, 3), 3).write(file);
        default -> {
          Files.createDirectories(file);
          Files.writeString(file.resolve("below"), "x");
        }
      }
    }
  }

  @Test
  void ofEveryTwoKinds() {
    archive.createRepository("shots").main().commit("one", tx -> tx.write("/1", "a"));
    for (int then = 0; then < KINDS; then++) {
      Commit made =
          archive
              .definePipeline("out", new Kinds(then, 0), Input.each("shots", "/{shot}"))
              .run()
              .commit();
      for (int now = 0; now < KINDS; now++) {
        Replay replay = made.replayWith(new Kinds(now, 0));
        assertThat(replay.isIdentical()).as(then + " " + now + " " + replay).isEqualTo(then == now);
      }
    }
  }

  @Test
  void ofManyFilesOnlyTheFirstArePrinted() {
    int many = 3000;
    archive.createRepository("shots").main().commit("one", tx -> tx.write("/1", "a"));
    Commit made =
        archive
            .definePipeline("out", new Kinds(0, many), Input.each("shots", "/{shot}"))
            .run()
            .commit();
    Replay replay = made.replayWith(new Kinds(1, many));
    assertThat(replay.differences()).hasSize(many + 1);
    assertThat(replay.toString().lines().count()).isLessThan(40);
  }

  /** Gives a signal with an attribute. */
  record Marked(int last, String mark) implements Transformation {
    @Override
    public void apply(Datum in, Output out) throws IOException {
      Signal.int16(0, 1e-6, (short) 1, (short) last).write(out.path("f"));
      out.attribute("f", "mark", mark);
    }
  }

  @Test
  void anAttributeIsNoMatterOfNumbers() {
    archive.createRepository("shots").main().commit("one", tx -> tx.write("/1", "a"));
    Commit made =
        archive
            .definePipeline("out", new Marked(1, "a"), Input.each("shots", "/{shot}"))
            .run()
            .commit();
    assertThat(made.replayWith(new Marked(2, "a")).isWithinUlps(1)).isTrue();
    Replay replay = made.replayWith(new Marked(2, "b"));
    assertThat(replay.isWithinUlps(1)).isFalse();
    assertThat(replay.isWithin(1, 1)).isFalse();
    assertThat(replay.differences())
        .singleElement()
        .asString()
        .contains("attributes {\"mark\":\"b\"} against {\"mark\":\"a\"}")
        .contains("1 of 2 samples differ");
  }
}
