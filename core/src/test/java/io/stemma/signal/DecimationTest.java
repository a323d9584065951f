package io.stemma.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemma.signal.Decimation.Bucket;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecimationTest {
  /** What a bucket must be, found sample by sample. */
  private static Bucket bucket(Signal signal, long from, long to) {
    long nans = 0;
    long min = -1;
    long max = -1;
    for (long i = from; i < to; i++) {
      double x = signal.value(i);
      if (Double.isNaN(x)) {
        nans++;
        continue;
      }
      min = min < 0 || x < signal.value(min) ? i : min;
      max = max < 0 || x > signal.value(max) ? i : max;
    }
    double minTime = signal.time(min < 0 ? from : min);
    double maxTime = signal.time(max < 0 ? from : max);
    double least = min < 0 ? Double.NaN : signal.value(min);
    double largest = max < 0 ? Double.NaN : signal.value(max);
    return new Bucket(from, to - from, nans, least, minTime, largest, maxTime);
  }

  @ParameterizedTest
  @EnumSource
  void bucketsAreThoseOfEverySampleByItself(ElementType type) {
    Random random = new Random(11);
    for (int trial = 0; trial < 40; trial++) {
      Signal signal = RandomSignals.of(random, type);
      int points = 1 + random.nextInt(random.nextBoolean() ? 20 : 3000);
      List<Bucket> buckets = signal.decimate(points).buckets();
      assertThat(buckets).hasSize((int) Math.min(points, signal.length()));
      long next = 0;
      for (Bucket each : buckets) {
        assertThat(each).isEqualTo(bucket(signal, next, next + each.samples()));
        assertThat(each.samples() - signal.length() / buckets.size()).isBetween(0L, 1L);
        next += each.samples();
      }
      assertThat(next).isEqualTo(signal.length());
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void differencesAreDecimatedAsIfComputedBefore(long seed) {
    Random random = new Random(seed);
    int length = 2 * SampleCursor.BLOCK + random.nextInt(100);
    Signal left = RandomSignals.of(random, ElementType.FLOAT64, length);
    Signal right =
        Signal.int16(left.start(), left.step(), RandomSignals.shorts(random, length))
            .withUnit(left.unit());
    int points = 1 + random.nextInt(500);
    assertThat(Decimation.ofDifference(left, right, points))
        .isEqualTo(left.minus(right).decimate(points));
  }

  @Test
  void onePeakInAMillionIsSeen() {
    short[] samples = new short[1_000_000];
    samples[700_001] = 5;
    samples[700_007] = -7;
    Decimation few = Signal.int16(0, 1e-6, samples).withUnit("V").decimate(100);
    assertThat(few.buckets().get(70))
        .isEqualTo(new Bucket(700_000, 10_000, 0, -7, 700_007 * 1e-6, 5, 700_001 * 1e-6));
    assertThat(few).hasToString("Decimation of 1,000,000 samples to 100 buckets, -7 to 5 V");
    assertThat(few.unit()).isEqualTo("V");
  }

  @Test
  void nansAreLeftOutAndCounted() {
    double nan = Double.NaN;
    double infinity = Double.POSITIVE_INFINITY;
    Signal signal = Signal.float64(0, 1, nan, 3, nan, nan, infinity, infinity, -infinity, nan);
    assertThat(signal.decimate(4).buckets())
        .containsExactly(
            new Bucket(0, 2, 1, 3, 1, 3, 1),
            new Bucket(2, 2, 2, nan, 2, nan, 2),
            new Bucket(4, 2, 0, infinity, 4, infinity, 4),
            new Bucket(6, 2, 1, -infinity, 6, -infinity, 6));
    assertThat(Signal.float64(0, 1, nan, nan).decimate(1))
        .hasToString("Decimation of 2 samples to 1 buckets");
  }

  @Test
  void aSliceIsDecimatedAtItsOwnTimes() {
    Signal signal = Signal.int16(0, 0.5, 9, 1, 2, 3, 4, 9);
    assertThat(signal.slice(1, 5).decimate(2).buckets())
        .containsExactly(new Bucket(0, 2, 0, 1, 0.5, 2, 1), new Bucket(2, 2, 0, 3, 1.5, 4, 2));
  }

  @Test
  void shortSignalsGiveOneBucketForEachSample() {
    assertThat(Signal.int16(0, 1).decimate(5).buckets()).isEmpty();
    assertThat(Signal.int16(0, 1).decimate(5)).hasToString("Decimation of 0 samples to 0 buckets");
    assertThat(Signal.int16(3, 1, 8).decimate(Integer.MAX_VALUE).buckets())
        .containsExactly(new Bucket(0, 1, 0, 8, 3, 8, 3));
  }

  @Test
  void everySampleOfAFileIsReadOnce(@TempDir Path directory) throws IOException {
    int length = 5 * SampleCursor.BLOCK + 17;
    Signal.int16(0, 1, RandomSignals.shorts(new Random(3), length)).write(directory.resolve("ne"));
    CountingFiles files = new CountingFiles();
    Signal signal = Signal.read(files.path(directory.resolve("ne")));
    long before = files.bytesRead;
    signal.decimate(2000);
    assertThat(files.bytesRead - before).isBetween(2L * length, 2L * length + 4096);
    assertThat(files.open).isZero();
  }

  @Test
  void equalDecimationsAreEqual() {
    Signal signal = Signal.int16(0, 1, 1, 2, 3, 4);
    assertThat(signal.decimate(2))
        .isEqualTo(signal.as(ElementType.FLOAT64).decimate(2))
        .hasSameHashCodeAs(signal.decimate(2))
        .isNotEqualTo(signal.decimate(3))
        .isNotEqualTo(signal.withUnit("V").decimate(2))
        .isNotEqualTo("a decimation");
  }

  @Test
  void whatCannotBeDecimatedIsRefused() {
    Signal signal = Signal.int16(0, 1, 1, 2, 3);
    for (int points : Arrays.asList(0, -1)) {
      assertThatThrownBy(() -> signal.decimate(points))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("a signal is decimated to at least 1 point, not " + points);
    }
    assertThatThrownBy(() -> Decimation.ofDifference(signal, signal.slice(0, 2), 5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("signals of 3 and 2 samples cannot be combined");
    assertThatThrownBy(() -> Decimation.ofDifference(signal, signal.withUnit("V"), 5))
        .hasMessageContaining("\"\" and \"V\"");
  }
}
