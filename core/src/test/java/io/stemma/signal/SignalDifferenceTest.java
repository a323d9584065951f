package io.stemma.signal;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemma.signal.SignalDifference.Extreme;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignalDifferenceTest {
  private static SignalDifference between(double[] a, double[] b) {
    return SignalDifference.between(Signal.float64(0, 1e-3, a), Signal.float64(0, 1e-3, b));
  }

  @ParameterizedTest
  @EnumSource
  void aSignalIsIdenticalToItself(ElementType type) {
    Signal signal = RandomSignals.of(new Random(3), type, 70_000);
    SignalDifference same = SignalDifference.between(signal, signal);
    assertThat(same.isIdentical()).isTrue();
    assertThat(same.withinUlps(0)).isTrue();
    assertThat(same.within(0, 0)).isTrue();
    assertThat(same.compared()).isEqualTo(70_000);
    assertThat(same.differing()).isZero();
    assertThat(same.firstDifference()).isEmpty();
    assertThat(same.largestAbsolute()).isEmpty();
    assertThat(same).hasToString("all 70,000 samples are identical");
  }

  @Test
  void saysHowMuchAndWhere() {
    SignalDifference d =
        between(new double[] {1, 2, 1000, 4, 0}, new double[] {1, 2.5, 1001, 4, 1e-9});
    assertThat(d.compared()).isEqualTo(5);
    assertThat(d.differing()).isEqualTo(3);
    assertThat(d.firstDifference()).hasValue(1);
    assertThat(d.largestAbsolute()).hasValue(new Extreme(1, 2, 0.002));
    assertThat(d.largestRelative()).hasValue(new Extreme(1, 4, 0.004));
    assertThat(d.isIdentical()).isFalse();
    assertThat(d.within(1, 0)).isTrue();
    assertThat(d.within(0.99, 0)).isFalse();
    assertThat(d.within(1e-8, 0.2)).isTrue();
    assertThat(d.within(1e-8, 0.19)).isFalse();
    assertThat(d.within(0.5, 0.001)).isTrue();
    assertThat(d.within(Double.NaN, Double.NaN)).isFalse();
    assertThat(d)
        .hasToString(
            "3 of 5 samples differ, first sample 1, by up to 1 at 0.002 s, relative 1 at 0.004 s,"
                + " 4.47241e18 ULP at 0.004 s");
    assertThat(d.largestAbsolute().orElseThrow()).hasToString("1 at sample 2, 0.002 s");
  }

  @Test
  void nanEqualsNanAndNothingElse() {
    double nan = Double.NaN;
    SignalDifference d = between(new double[] {nan, nan, 1, 2}, new double[] {nan, 1, nan, 2});
    assertThat(d.differing()).isEqualTo(2);
    assertThat(d.nanMismatches()).isEqualTo(2);
    assertThat(d.largestAbsolute()).isEmpty();
    assertThat(d.within(1e300, 1e300)).isFalse();
    assertThat(d.withinUlps(Long.MAX_VALUE)).isFalse();
    assertThat(d).hasToString("2 of 4 samples differ, first sample 1, NaN in one only: 2");
  }

  @Test
  void zerosAreEqualAndInfinitiesAreFar() {
    assertThat(between(new double[] {0.0}, new double[] {-0.0}).isIdentical()).isTrue();
    double inf = Double.POSITIVE_INFINITY;
    SignalDifference d = between(new double[] {inf, inf}, new double[] {inf, Double.MAX_VALUE});
    assertThat(d.differing()).isEqualTo(1);
    assertThat(d.largestAbsolute()).hasValue(new Extreme(inf, 1, 0.001));
    assertThat(d.largestRelative()).hasValue(new Extreme(inf, 1, 0.001));
    assertThat(d.withinUlps(Long.MAX_VALUE)).isFalse();
    assertThat(d.within(Double.MAX_VALUE, 10)).isFalse();
    assertThat(between(new double[] {1e308}, new double[] {-1e308}).largestRelative())
        .hasValue(new Extreme(2, 0, 0));
  }

  @Test
  void ulpsAreThoseOfTheType() {
    assertThat(ulps(Signal.int16(0, 1, 5), Signal.int16(0, 1, -2))).isEqualTo(7);
    assertThat(ulps(Signal.int16(0, 1, 5), Signal.int32(0, 1, -2))).isEqualTo(7);
    assertThat(ulps(Signal.float32(0, 1, 1f), Signal.float32(0, 1, Math.nextUp(1f)))).isEqualTo(1);
    assertThat(ulps(Signal.float64(0, 1, 1), Signal.float64(0, 1, Math.nextUp(1f))))
        .isEqualTo(1 << 29);
    assertThat(ulps(Signal.float32(0, 1, 1f), Signal.float64(0, 1, Math.nextUp(1.0)))).isEqualTo(1);
    assertThat(
            ulps(Signal.float64(0, 1, -Double.MIN_VALUE), Signal.float64(0, 1, Double.MIN_VALUE)))
        .isEqualTo(2);
    assertThat(ulps(Signal.float32(0, 1, -Float.MAX_VALUE), Signal.float32(0, 1, Float.MAX_VALUE)))
        .isEqualTo(2.0 * 0x7f7fffff);
  }

  private static double ulps(Signal a, Signal b) {
    double there = SignalDifference.between(a, b).largestUlps().orElseThrow().amount();
    assertThat(SignalDifference.between(b, a).largestUlps().orElseThrow().amount())
        .isEqualTo(there);
    return there;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void ulpsOfAnyTwoDoubles(long seed) {
    for (double x : RandomSignals.doubles(new Random(seed), 50)) {
      for (double y : RandomSignals.doubles(new Random(~seed), 50)) {
        if (Double.isFinite(x) && Double.isFinite(y)) {
          double exact = line(x).subtract(line(y)).abs().doubleValue();
          assertThat(Comparison.ulps(x, y, ElementType.FLOAT64))
              .isCloseTo(exact, org.assertj.core.api.Assertions.withinPercentage(1e-12));
        }
      }
    }
  }

  private static BigInteger line(double x) {
    BigInteger steps = BigInteger.valueOf(Double.doubleToLongBits(Math.abs(x)));
    return x < 0 ? steps.negate() : steps;
  }

  @Test
  void saysWhatElseDiffers() {
    Signal a = Signal.int16(0, 1e-6, 1, 2, 3).withUnit("V");
    Signal b = Signal.float32(0, 2e-6, 1, 2).withUnit("mV");
    SignalDifference d = SignalDifference.between(a, b);
    assertThat(d.mismatches())
        .containsExactly(
            "type int16 against float32",
            "length 3 against 2",
            "time base 0.0 s + 1.0E-6 s * i against 0.0 s + 2.0E-6 s * i",
            "unit \"V\" against \"mV\"");
    assertThat(d.compared()).isEqualTo(2);
    assertThat(d.isIdentical()).isFalse();
    assertThat(d.within(1, 1)).isFalse();
    assertThat(d.withinUlps(1)).isFalse();
    assertThat(SignalDifference.between(a, a.withUnit("A")))
        .hasToString("unit \"V\" against \"A\"; all 3 compared samples are equal");
    assertThat(SignalDifference.between(a.slice(0, 0), a.slice(0, 0)).isIdentical()).isTrue();
    assertThat(SignalDifference.between(a.slice(0, 1), a.slice(1, 2)).mismatches())
        .containsExactly(
            "time base 0.0 s + 1.0E-6 s * i against 0.0 s + 1.0E-6 s * i from sample 1");
  }

  @Test
  void filesAreComparedBlockByBlock(@TempDir Path directory) throws IOException {
    CountingFiles files = new CountingFiles();
    Path a = files.path(directory.resolve("a"));
    Path b = files.path(directory.resolve("b"));
    double[] x = new double[100_000];
    Signal.float64(0, 1e-6, x).write(a);
    x[77_777] = 3;
    Signal.float64(0, 1e-6, x).write(b);
    SignalDifference d = SignalDifference.between(Signal.read(a), Signal.read(b));
    assertThat(d.differing()).isEqualTo(1);
    assertThat(d.firstDifference()).hasValue(77_777);
    assertThat(files.bytesRead).isEqualTo(2 * (64 + 64 + 800_000));
    assertThat(files.opened).isEqualTo(6);
    assertThat(files.open).isZero();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void tradeoffsDecideAsAllSamplesWould(long seed) {
    Random random = new Random(seed);
    int n = 1 + random.nextInt(500);
    int grid = 2 + random.nextInt(100);
    double[] a = random.ints(n, 0, grid).asDoubleStream().toArray();
    double[] r = random.ints(n, 0, grid).asDoubleStream().toArray();
    if (seed % 2 == 0) {
      java.util.Arrays.setAll(r, i -> grid - a[i] - random.nextInt(2)); // many that stay
    }
    Tradeoffs tradeoffs = new Tradeoffs();
    for (int i = 0; i < n; i++) {
      tradeoffs.add(a[i], r[i]);
    }
    for (double x = -1; x <= grid; x += 0.5) {
      for (double y = -1; y <= grid; y += 0.5) {
        boolean all = true;
        for (int i = 0; i < n; i++) {
          all &= a[i] <= x || r[i] <= y;
        }
        assertThat(tradeoffs.within(x, y)).as("%s %s", x, y).isEqualTo(all);
      }
    }
  }

  @Test
  void tradeoffsStayBoundedAndStrict() {
    Tradeoffs tradeoffs = new Tradeoffs();
    int n = 10 * Tradeoffs.MAX;
    for (int i = 0; i < n; i++) {
      tradeoffs.add(i, n - i);
    }
    for (int i = 0; i < n - 1; i++) {
      assertThat(tradeoffs.within(i, n - i - 2)).isFalse();
    }
    assertThat(tradeoffs.within(n, 0)).isTrue();
    assertThat(tradeoffs.within(0, n)).isTrue();
  }

  @Test
  void needsTheFilesNoLonger(@TempDir Path directory) throws IOException {
    Path left = directory.resolve("left");
    Path right = directory.resolve("right");
    double[] times = {0, 1, 3, 7};
    Signal.float64(times, 1, 2, 3, 4).write(left);
    Signal.float64(times, 1, 2, 4, 4).write(right);
    SignalDifference found = SignalDifference.between(left, right);
    Files.delete(left);
    Files.delete(right);
    assertThat(found.largestAbsolute()).contains(new Extreme(1, 2, 3));
    assertThat(found).asString().contains("by up to 1 at 3 s, relative 0.25 at 3 s");

    Signal2D.float64(0, 1, new double[] {1, 2}, new double[] {3, 4})
        .withTimes(new double[] {1, 5})
        .write(left);
    Signal2D.float64(0, 1, new double[] {1, 2}, new double[] {3, Double.NaN})
        .withTimes(new double[] {1, 5})
        .write(right);
    SignalDifference nan = SignalDifference.between(left, right);
    Signal2D.float64(0, 1, new double[] {1, 2}, new double[] {4, 4})
        .withTimes(new double[] {1, 5})
        .write(right);
    SignalDifference rows = SignalDifference.between(left, right);
    Files.delete(left);
    assertThat(nan.largestAbsolute()).isEmpty();
    assertThat(rows.largestAbsolute()).contains(new Extreme(1, 2, 5));
  }
}
