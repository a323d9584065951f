package io.stemma.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemma.signal.SignalFormatException.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Signal2DTest {
  private final CountingFiles files = new CountingFiles();
  @TempDir private Path directory;

  private final Signal2D camera =
      Signal2D.of(Signal.int16(0, 0.5, 1, 2, 3, 4, 5, 6, 7, 8, 9), 3).withUnit("V");

  private Path file() {
    return files.path(directory.resolve("camera"));
  }

  @Test
  void rowsAreOverTimeAndColumnsOverPositions() {
    assertThat(camera.rows()).isEqualTo(3);
    assertThat(camera.columns()).isEqualTo(3);
    assertThat(camera.type()).isEqualTo(ElementType.INT16);
    assertThat(camera.row(1)).containsExactly(4, 5, 6);
    assertThat(camera.value(2, 1)).isEqualTo(8);
    assertThat(camera.column(1)).isEqualTo(Signal.int16(0, 0.5, 2, 5, 8).withUnit("V"));
    assertThat(camera.values()).isDeepEqualTo(new double[][] {{1, 2, 3}, {4, 5, 6}, {7, 8, 9}});
    assertThat(camera.min()).isEqualTo(1);
    assertThat(camera.max()).isEqualTo(9);
    assertThat(camera.mean()).isEqualTo(5);
    assertThat(camera.start()).isZero();
    assertThat(camera.step()).isEqualTo(0.5);
    assertThat(camera.time(2)).isEqualTo(1);
    assertThat(camera.isUniform()).isTrue();
    assertThat(camera.slice(0.5, 1.0)).isEqualTo(camera.slice(1, 2));
    assertThat(camera.slice(1, 3).row(0)).containsExactly(4, 5, 6);
    assertThat(camera.slice(1, 3).slice(1, 2).time(0)).isEqualTo(1);
    assertThat(camera.slice(1, 3).column(2).values()).containsExactly(6, 9);
    assertThat(camera.slice(1, 1).values()).isEmpty();
    assertThat(camera.load()).isEqualTo(camera);
  }

  @Test
  void theNearestRowIsAtATime() {
    assertThat(camera.at(0.5)).containsExactly(4, 5, 6);
    assertThat(camera.at(0.7)).containsExactly(4, 5, 6);
    assertThat(camera.at(0.75)).containsExactly(4, 5, 6);
    assertThat(camera.at(0.76)).containsExactly(7, 8, 9);
    assertThat(camera.at(-0.25)).containsExactly(1, 2, 3);
    assertThat(camera.at(1.25)).containsExactly(7, 8, 9);
    assertThatThrownBy(() -> camera.at(1.26))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("there is no row at 1.26 s: the last is at 1.0 s");
    assertThatThrownBy(() -> camera.at(-0.26))
        .hasMessage("there is no row at -0.26 s: the first is at 0.0 s");
    assertThatThrownBy(() -> camera.at(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> camera.slice(0, 0).at(0))
        .hasMessage("there is no row at 0.0 s, as there are no rows");
    Signal2D listed = camera.withTimes(new double[] {0, 10, 11});
    assertThat(listed.at(4)).containsExactly(1, 2, 3);
    assertThat(listed.at(-5)).containsExactly(1, 2, 3);
    assertThat(listed.at(11.5)).containsExactly(7, 8, 9);
    assertThatThrownBy(() -> listed.at(11.6)).hasMessageContaining("the last is at 11.0 s");
    assertThat(listed.slice(0, 1).at(0)).containsExactly(1, 2, 3);
    assertThatThrownBy(() -> listed.slice(0, 1).at(0.1)).hasMessageContaining("no row at 0.1 s");
  }

  @Test
  void columnsMayHaveCoordinates() {
    assertThat(camera.coordinates()).containsExactly(0, 1, 2);
    Signal2D profile = camera.withCoordinates(new double[] {1.5, 1.25, -1}, "m");
    assertThat(profile.coordinates()).containsExactly(1.5, 1.25, -1);
    assertThat(profile.coordinateUnit()).isEqualTo("m");
    assertThat(profile.slice(0, 2).coordinates()).containsExactly(1.5, 1.25, -1);
    assertThat(profile).isNotEqualTo(camera);
    assertThat(profile.withTimes(0, 1).withTimes(0, 0.5).withUnit("A").withUnit("V"))
        .isEqualTo(profile)
        .hasSameHashCodeAs(profile);
    assertThatThrownBy(() -> camera.withCoordinates(new double[2], "m"))
        .hasMessage("2 coordinates were given for 3 columns");
    assertThatThrownBy(() -> camera.withCoordinates(new double[] {0, 1, 1.0 / 0}, "m"))
        .hasMessage("coordinates must be finite: that of column 2 is Infinity");
    assertThatThrownBy(() -> camera.withCoordinates(new double[3], "\n"))
        .hasMessageContaining("control characters");
  }

  @Test
  void refusesWhatIsNoRows() {
    Signal nine = Signal.int16(0, 1, new short[9]);
    assertThatThrownBy(() -> Signal2D.of(nine, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("9 samples are not whole rows of 2");
    for (int columns : new int[] {0, -1, (1 << 20) + 1}) {
      assertThatThrownBy(() -> Signal2D.of(nine, columns))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("a signal of two dimensions has 1 to 1048576 columns, not " + columns);
    }
    assertThatThrownBy(() -> Signal2D.of(Signal.float64(new double[] {1}, 1), 1))
        .hasMessageContaining("give rows theirs by withTimes");
    assertThatThrownBy(() -> Signal2D.float64(0, 1, new double[2], new double[3]))
        .hasMessage("row 1 has 3 samples, the first one has 2");
    assertThatThrownBy(() -> Signal2D.float64(0, 1)).hasMessageContaining("at least one");
    assertThatThrownBy(() -> camera.withTimes(new double[2]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> camera.value(0, 3)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> camera.value(3, 0)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> camera.row(3)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> camera.column(3)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> camera.slice(1, 4)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void printsOneLine() {
    assertThat(camera)
        .hasToString("Signal of 3 x 3 int16 in V, 0 to 1 s, every 0.5 s: 1, 2, 3, ...");
    assertThat(
            Signal2D.float64(0, 1, new double[] {1.5})
                .withTimes(new double[] {7})
                .withCoordinates(new double[] {2}, "m"))
        .hasToString("Signal of 1 x 1 float64, 7 s, at listed times, columns at 2 m: 1.5");
    assertThat(camera.slice(0, 0).withCoordinates(new double[] {1, 2, 3}, ""))
        .hasToString("Signal of 0 x 3 int16 in V, 0 s, every 0.5 s, columns at 1, ..., 3");
  }

  private static Signal2D random(Random random) {
    ElementType type = RandomSignals.type(random);
    int columns = 1 + random.nextInt(random.nextBoolean() ? 5 : 6000);
    int rows = random.nextInt(100_000 / columns + 2);
    Signal2D signal = Signal2D.of(RandomSignals.of(random, type, rows * columns), columns);
    if (random.nextBoolean()) {
      double[] places = random.doubles(columns).toArray();
      signal = signal.withCoordinates(places, random.nextBoolean() ? "m" : "\u03c1");
    }
    if (random.nextBoolean()) {
      double[] times = new double[rows];
      Arrays.setAll(times, i -> i + 0.9 * random.nextDouble());
      signal = signal.withTimes(times);
    }
    int from = random.nextInt(rows + 1);
    return random.nextBoolean() ? signal : signal.slice(from, rows);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void everyBitComesBack(long seed) throws IOException {
    Random random = new Random(seed);
    for (int trial = 0; trial < 5; trial++) {
      Signal2D signal = random(random);
      signal.write(file());
      Signal2D read = Signal2D.read(file());
      assertThat(read).isEqualTo(signal).hasSameHashCodeAs(signal);
      byte[] bytes = Files.readAllBytes(file());
      try (SeekableByteChannel channel = Files.newByteChannel(file())) {
        assertThat(Signal2D.read(channel)).isEqualTo(signal);
      }
      int from = random.nextInt((int) signal.rows() + 1);
      int to = from + random.nextInt((int) signal.rows() - from + 1);
      assertThat(read.slice(from, to)).isEqualTo(signal.slice(from, to));
      assertThat(Arrays.deepEquals(read.slice(from, to).values(), signal.slice(from, to).values()))
          .isTrue();
      for (int i = 0; i < 3; i++) {
        int column = random.nextInt(signal.columns());
        Signal expected = signal.column(column);
        assertThat(read.column(column)).isEqualTo(expected);
        assertThat(read.slice(from, to).column(column)).isEqualTo(expected.slice(from, to));
        if (to > from) {
          assertThat(read.row(from)).isEqualTo(signal.row(from));
          assertThat(Double.compare(signal.row(from)[column], expected.value(from))).isZero();
          assertThat(Double.compare(read.value(from, column), expected.value(from))).isZero();
          assertThat(read.at(read.time(from))).isEqualTo(signal.row(from));
        }
      }
      read.write(file()); // over itself
      assertThat(Files.readAllBytes(file())).isEqualTo(bytes);
    }
    assertThat(files.open).isZero();
  }

  @Test
  void aColumnReadsWhatItNeeds() throws IOException {
    int columns = 1 << 20;
    long rows = 1 << 11; // 4 GiB
    Path real = directory.resolve("camera");
    FileHeader header =
        new FileHeader(ElementType.INT16, rows, Columns.of(columns), "V", false, 0, 0, 1e-3);
    try (SeekableByteChannel channel =
        Files.newByteChannel(real, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(header.encode()));
      channel.position(header.fileLength() - 1).write(ByteBuffer.allocate(1));
    }
    Signal2D stored = Signal2D.read(file());
    files.bytesRead = 0;
    Signal column = stored.column(3);
    assertThat(files.bytesRead).isZero();
    assertThat(column.values()).hasSize((int) rows).containsOnly(0);
    assertThat(files.bytesRead).isEqualTo(128 + 2 * rows);
    files.bytesRead = 0;
    assertThat(stored.slice(1.0, 1.002).row(1)).hasSize(columns);
    assertThat(files.bytesRead).isEqualTo(128 + 2L * columns);
    assertThat(stored)
        .hasToString(
            "Signal of 2,048 x 1,048,576 int16 in V, 0 to 2.047 s, every 0.001 s, from " + file());
  }

  @Test
  void anotherFileInTheSamePlaceIsAnError() throws IOException {
    camera.write(file());
    Signal2D stored = Signal2D.read(file());
    Signal column = stored.column(0);
    camera.withCoordinates(new double[3], "").write(file());
    assertThatThrownBy(stored::values)
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("was written over by another signal");
    Files.delete(directory.resolve("camera"));
    assertThatThrownBy(column::values).hasCauseInstanceOf(NoSuchFileException.class);
    assertThat(stored.toString()).contains("from ");
  }

  @Test
  void dimensionsAreNotMixedUp() throws IOException {
    camera.write(file());
    assertThatThrownBy(() -> Signal.read(file()))
        .isInstanceOfSatisfying(
            SignalFormatException.class,
            e -> assertThat(e.problem()).isEqualTo(Problem.OTHER_DIMENSIONS))
        .hasMessage(file() + " is a signal of two dimensions; read it with Signal2D.read");
    Path line = directory.resolve("line");
    Signal.int16(0, 1, 1).write(line);
    assertThatThrownBy(() -> Signal2D.read(line))
        .hasMessage(line + " is a signal of one dimension; read it with Signal.read");
    assertThatThrownBy(() -> SignalDifference.between(line, file()))
        .isInstanceOf(SignalFormatException.class);
  }

  @Test
  void differencesSayRowAndColumn() throws IOException {
    Signal2D other = Signal2D.of(Signal.int16(0, 0.5, 1, 2, 3, 4, 5, 7, 7, 8, 19), 3).withUnit("V");
    SignalDifference d = SignalDifference.between(camera, other);
    assertThat(d)
        .hasToString(
            "2 of 9 samples differ, first row 1, column 2, by up to 10 at 1 s, relative 0.526316 at"
                + " 1 s, 10 ULP at 1 s");
    assertThat(d.largestAbsolute()).hasValue(new SignalDifference.Extreme(10, 8, 1));
    camera.write(file());
    other.write(directory.resolve("other"));
    assertThat(SignalDifference.between(file(), directory.resolve("other")))
        .hasToString(d.toString());
    assertThat(SignalDifference.between(camera, camera).isIdentical()).isTrue();
    SignalDifference all =
        SignalDifference.between(
            camera,
            Signal2D.float64(0, 1, new double[2]).withCoordinates(new double[] {1, 2}, "m"));
    assertThat(all.mismatches())
        .containsExactly(
            "type int16 against float64",
            "rows 3 against 1",
            "columns 3 against 2",
            "time base 0.0 s + 0.5 s * i against 0.0 s + 1.0 s * i",
            "unit \"V\" against \"\"",
            "unit of coordinates \"\" against \"m\"");
    assertThat(all.compared()).isZero();
    Signal2D placed = camera.withCoordinates(new double[] {0, 1, 5}, "");
    assertThat(SignalDifference.between(camera, placed).mismatches())
        .containsExactly("coordinates of columns, first column 2: 2.0 against 5.0");
  }
}
