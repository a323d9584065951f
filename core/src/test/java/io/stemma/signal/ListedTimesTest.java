package io.stemma.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemma.signal.Decimation.Bucket;
import io.stemma.signal.SignalFormatException.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Signals whose samples are not at equal distances. */
class ListedTimesTest {
  private final CountingFiles files = new CountingFiles();
  @TempDir private Path directory;

  private Path file() {
    return files.path(directory.resolve("te"));
  }

  private final Signal volts =
      Signal.float64(new double[] {-1, 0, 0.5, 2}, 10, 20, 30, 40).withUnit("V");

  @Test
  void saysItsTimes() {
    assertThat(volts.isUniform()).isFalse();
    assertThat(volts.start()).isEqualTo(-1);
    assertThat(volts.time(2)).isEqualTo(0.5);
    assertThat(volts.time(3)).isEqualTo(2);
    assertThatThrownBy(volts::step)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("the samples are not at equal distances, so there is no step");
    assertThat(volts.withTimes(0, 1).isUniform()).isTrue();
    assertThat(volts.slice(2, 2).start()).isNaN();
    assertThat(volts)
        .hasToString("Signal of 4 float64 in V, -1 to 2 s, at listed times: 10, 20, 30, 40");
    assertThat(volts.slice(1, 2)).hasToString("Signal of 1 float64 in V, 0 s, at listed times: 20");
    assertThat(volts.slice(1, 1)).hasToString("Signal of 0 float64 in V, at listed times");
    assertThat(Signal.int16(0, 1, 7, 8).withTimes(new double[] {0, 5}).time(1)).isEqualTo(5);
  }

  @Test
  void refusesTimesThatAreNone() {
    assertThatThrownBy(() -> Signal.float64(new double[] {0, 1}, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("2 times were given for 1 samples");
    assertThatThrownBy(() -> Signal.float64(new double[] {0, 1, 1}, 1, 2, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "each time must be after the one before: sample 2 is at 1.0 s, the one before at 1.0"
                + " s");
    assertThatThrownBy(() -> Signal.float64(new double[] {0, Double.NaN}, 1, 2))
        .hasMessage("times must be finite, in seconds: that of sample 1 is NaN");
    assertThatThrownBy(() -> volts.withValues(1, 2)).hasMessageContaining("4 times");
  }

  @Test
  void timesAreCopied() {
    double[] times = {0, 1};
    Signal signal = Signal.float64(times, 1, 2);
    times[1] = 9;
    assertThat(signal.time(1)).isEqualTo(1);
  }

  @Test
  void arithmeticKeepsTimes() {
    assertThat(volts.times(2)).isEqualTo(volts.withValues(20, 40, 60, 80));
    assertThat(volts.plus(volts)).isEqualTo(volts.times(2));
    assertThat(volts.boxcar(3).time(2)).isEqualTo(0.5);
    assertThat(volts.plus(volts.withTimes(new double[] {-1, 0.0004, 0.5, 2})).start())
        .isEqualTo(-1);
    assertThatThrownBy(() -> volts.plus(volts.withTimes(new double[] {-1, 0.1, 0.5, 2})))
        .hasMessage(
            "signals with different times cannot be combined: listed times from -1.0 s to 2.0 s"
                + " and listed times from -1.0 s to 2.0 s; sample 1 is at 0.0 s and 0.1 s");
    assertThatThrownBy(() -> volts.plus(volts.withTimes(-1, 1)))
        .hasMessageEndingWith("sample 2 is at 0.5 s and 1.0 s");
    Signal even = Signal.float64(0, 1, 5, 6, 7);
    assertThat(even.plus(even.withTimes(new double[] {0, 1, 2}))).isEqualTo(even.times(2));
    assertThat(even).isNotEqualTo(even.withTimes(new double[] {0, 1, 2}));
    assertThat(volts).isNotEqualTo(volts.withTimes(new double[] {-1, 0.1, 0.5, 2}));
  }

  @Test
  void differencesSayWhereTimesDiffer() {
    Signal other = volts.withTimes(new double[] {-1, 0, 0.6, 2});
    assertThat(SignalDifference.between(volts, other).mismatches())
        .containsExactly(
            "time base listed times from -1.0 s to 2.0 s against listed times from -1.0 s to 2.0 s,"
                + " first sample 2: 0.5 s against 0.6 s");
    assertThat(SignalDifference.between(volts, volts).isIdentical()).isTrue();
    assertThat(SignalDifference.between(volts, volts.withTimes(-1, 1)).mismatches())
        .containsExactly(
            "time base listed times from -1.0 s to 2.0 s against -1.0 s + 1.0 s * i,"
                + " first sample 2: 0.5 s against 1.0 s");
    assertThat(SignalDifference.between(volts, volts.slice(0, 2)).mismatches())
        .containsExactly("length 4 against 2");
    assertThat(SignalDifference.between(volts, volts.plus(1)).largestAbsolute())
        .hasValue(new SignalDifference.Extreme(1, 0, -1));
  }

  @Test
  void bucketsHaveTheTrueTimes() {
    assertThat(volts.decimate(2).buckets())
        .containsExactly(new Bucket(0, 2, 0, 10, -1, 20, 0), new Bucket(2, 2, 0, 30, 0.5, 40, 2));
  }

  /**
   * The first that is not before, where a thousandth of the distance to the next does not count.
   */
  private static int lowerBound(double[] times, double time) {
    int i = 0;
    while (i < times.length) {
      int next = Math.max(1, Math.min(i + 1, times.length - 1));
      double distance = times.length == 1 ? 0 : times[next] - times[next - 1];
      if (times[i] >= time || time - times[i] < distance / 1000) {
        break;
      }
      i++;
    }
    return i;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void slicesInMemoryAndInAFileAreThoseOfAModel(long seed) throws IOException {
    Random random = new Random(seed);
    int length = random.nextInt(5000);
    Signal memory = RandomSignals.listed(random, ElementType.INT16, length);
    double[] times = new double[length];
    Arrays.setAll(times, memory::time);
    memory.write(file());
    Signal stored = Signal.read(file());
    double end = length == 0 ? 1 : times[length - 1] + 1;
    for (int i = 0; i < 200; i++) {
      double[] t = random.doubles(2, -1001, end).sorted().toArray();
      if (length > 0 && random.nextBoolean()) {
        t[0] = times[lowerBound(times, t[0]) % length];
        t[1] = Math.max(t[0], t[1]);
      }
      int from = lowerBound(times, t[0]);
      int to = lowerBound(times, t[1]);
      Signal expected = memory.slice(from, to);
      assertThat(memory.slice(t[0], t[1])).isEqualTo(expected);
      Signal slice = stored.slice(t[0], t[1]);
      assertThat(slice).isEqualTo(expected).hasSameHashCodeAs(expected);
      assertThat(slice.plus(1)).isEqualTo(expected.plus(1));
      assertThat(slice.slice(t[0], t[1])).isEqualTo(expected);
      for (int j = 0; j < slice.length(); j += 97) {
        assertThat(slice.time(j)).isEqualTo(times[from + j]);
        assertThat(slice.value(j)).isEqualTo(memory.value(from + j));
      }
    }
    assertThat(files.open).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void everyBitComesBack(ElementType type) throws IOException {
    Random random = new Random(type.bytes());
    for (int i = 0; i < 20; i++) {
      files.atOnce = i % 4 == 0 ? 7777 : Integer.MAX_VALUE;
      Signal signal = RandomSignals.listed(random, type, random.nextInt(i % 5 == 0 ? 70_000 : 50));
      signal.write(file());
      Signal read = Signal.read(file());
      assertThat(read).isEqualTo(signal).hasSameHashCodeAs(signal);
      assertThat(read.load()).isEqualTo(signal);
      try (SeekableByteChannel channel = Files.newByteChannel(file())) {
        assertThat(Signal.read(channel)).isEqualTo(signal);
      }
      byte[] bytes = Files.readAllBytes(file());
      read.write(file()); // over itself
      assertThat(Files.readAllBytes(file())).isEqualTo(bytes);
      read.as(ElementType.FLOAT64).withUnit("V").write(file()); // samples elsewhere, times there
      assertThat(Signal.read(file())).isEqualTo(signal.as(ElementType.FLOAT64).withUnit("V"));
    }
    assertThat(files.open).isZero();
  }

  @Test
  void aSampleTimeIsABoundaryHoweverItIsRounded() {
    Signal signal = Signal.float64(new double[] {0, 1e-3, 1.2e-3, 5}, 1, 2, 3, 4);
    assertThat(signal.slice(1200 * 1e-6, 9.0).values()).containsExactly(3, 4);
    assertThat(signal.slice(Math.nextUp(1e-3), 1.2e-3).values()).containsExactly(2);
    assertThat(signal.slice(Math.nextUp(5.0), 9.0).values()).containsExactly(4);
    assertThat(signal.slice(5.1, 9.0).length()).isZero();
    assertThat(signal.slice(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY)).isEqualTo(signal);
    assertThatThrownBy(() -> signal.slice(2.0, 1.0))
        .hasMessage("a slice cannot end before it begins: 2.0 s to 1.0 s");
    assertThatThrownBy(() -> signal.slice(Double.NaN, 1.0)).hasMessageContaining("NaN");
    double next = Math.nextUp(1.0);
    Signal near = Signal.float64(new double[] {1, next, Math.nextUp(next)}, 1, 2, 3);
    assertThat(near.slice(next, 2.0).values()).containsExactly(2, 3);
    assertThat(Signal.float64(new double[] {3}, 1).slice(Math.nextUp(3.0), 4.0).length()).isOne();
  }

  @Test
  void aSliceReadsFewPlacesOfTheTimeBase() throws IOException {
    int length = 1 << 20;
    double[] times = new double[length];
    Arrays.setAll(times, i -> i + (i % 3) * 0.1);
    Signal.int16(0, 1, new short[length]).withTimes(times).write(file());
    Signal signal = Signal.read(file());
    files.bytesRead = 0;
    files.opened = 0;
    Signal slice = signal.slice(500_000.0, 500_100.0);
    assertThat(slice.length()).isEqualTo(100);
    assertThat(files.bytesRead).isLessThan(200_000); // of 8 MiB of times
    assertThat(files.opened).isLessThan(6);
    assertThat(slice.values()).hasSize(100);
    assertThat(files.bytesRead).isLessThan(200_000);
    files.opened = 0;
    signal.decimate(1000);
    assertThat(files.opened).isEqualTo(2);
    assertThat(files.open).isZero();
  }

  @Test
  void aTargetIsNotEmptiedForTimesThatAreGone() throws IOException {
    volts.write(file());
    Signal read = Signal.read(file());
    Signal samplesHere = new Signal(read.header(), volts.store(), 0);
    Files.delete(directory.resolve("te"));
    Path copy = Files.writeString(directory.resolve("copy"), "precious");
    assertThatThrownBy(() -> samplesHere.write(copy)).isInstanceOf(NoSuchFileException.class);
    assertThat(copy).hasContent("precious");
  }

  private void forge(int sample, double time) throws IOException {
    byte[] bytes = Files.readAllBytes(directory.resolve("te"));
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putDouble(64 + 8 * sample, time);
    Files.write(directory.resolve("te"), bytes);
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, -5, 2, 3, 4, 700, 1e9, Double.POSITIVE_INFINITY, -0.0})
  void timesOutOfOrderAreNoticedWhereTheyAreRead(double forged) throws IOException {
    double[] times = new double[700];
    Arrays.setAll(times, i -> i);
    Signal.float64(times, times).write(directory.resolve("te"));
    forge(5, forged);
    Signal signal = Signal.read(file());
    if (!(forged > 0 && forged < 699)) {
      assertDamaged(() -> signal.time(5));
    }
    assertDamaged(signal::load);
    assertDamaged(() -> signal.times(2));
    assertDamaged(() -> signal.slice(4.5, 6.0));
    assertDamaged(() -> signal.plus(signal));
    assertDamaged(() -> signal.decimate(700));
    assertThatThrownBy(() -> signal.write(directory.resolve("copy")))
        .isInstanceOf(SignalFormatException.class);
    byte[] before = Files.readAllBytes(directory.resolve("te"));
    assertThatThrownBy(() -> signal.write(file())).isInstanceOf(SignalFormatException.class);
    assertThat(directory.resolve("te")).hasBinaryContent(before);
    try (SeekableByteChannel channel = Files.newByteChannel(directory.resolve("te"))) {
      assertThatThrownBy(() -> Signal.read(channel)).isInstanceOf(SignalFormatException.class);
    }
    assertThat(files.open).isZero();
  }

  private void assertDamaged(org.assertj.core.api.ThrowableAssert.ThrowingCallable read) {
    assertThatThrownBy(read)
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("te is a damaged signal: its times do not rise from 0.0 s to 699.0 s")
        .cause()
        .isInstanceOfSatisfying(
            SignalFormatException.class, e -> assertThat(e.problem()).isEqualTo(Problem.DAMAGED));
  }
}
