package io.stemma.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignalSliceTest {
  @ParameterizedTest
  @EnumSource
  void slicesOfSlicesAreSlices(ElementType type) {
    Random random = new Random(7);
    for (int i = 0; i < 50; i++) {
      Signal s = RandomSignals.of(random, type);
      int a = random.nextInt((int) s.length() + 1);
      int b = a + random.nextInt((int) s.length() - a + 1);
      int c = random.nextInt(b - a + 1);
      int d = c + random.nextInt(b - a - c + 1);
      Signal slice = s.slice(a, b);
      assertThat(slice.length()).isEqualTo(b - a);
      assertThat(slice.slice(c, d)).isEqualTo(s.slice(a + c, a + d));
      assertThat(s.slice(0, s.length())).isEqualTo(s);
      for (int j = c; j < d; j++) {
        assertThat(slice.time(j)).isEqualTo(s.time(a + j));
        assertThat(Double.doubleToLongBits(slice.value(j)))
            .isEqualTo(Double.doubleToLongBits(s.value(a + j)));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1e-6",
    "0, 1e-5",
    "-0.003, 1e-6",
    "0.1, 0.1",
    "1e-3, 3e-7",
    "-17.3, 1e-3",
    "0, 0.3333333333333333",
    "12345.678, 1e-6",
    "1.7e9, 1e-3",
    "0, 7e-9",
    "-1e-9, 1e-12"
  })
  void everySampleTimeIsABoundary(double start, double step) {
    Signal s = Signal.int16(start, step, new short[2000]);
    for (int i = 0; i < s.length(); i++) {
      double t = s.time(i);
      double literal = Double.parseDouble(String.valueOf((float) t)); // a few digits only
      double sloppy = Math.abs(literal - t) < step / 2000 ? literal : t;
      for (double bound : new double[] {t, Math.nextUp(t), Math.nextDown(t), sloppy}) {
        assertThat(s.slice(bound, Double.POSITIVE_INFINITY).length()).isEqualTo(2000 - i);
        assertThat(s.slice(Double.NEGATIVE_INFINITY, bound).length()).isEqualTo(i);
        assertThat(s.slice(start, bound).length()).isEqualTo(i);
      }
      double between = t + step / 2;
      assertThat(s.slice(between, between + step).length()).isEqualTo(i == 1999 ? 0 : 1);
    }
  }

  @Test
  void decimalTimesGiveTheExpectedNumberOfSamples() {
    Signal s = Signal.int16(0, 1e-6, new short[10_000]);
    assertThat(s.slice(1.0e-3, 1.2e-3).length()).isEqualTo(200);
    for (int from = 0; from < 10; from++) {
      for (int to = from; to < 100; to++) {
        double a = Double.parseDouble(from + "e-4");
        double b = Double.parseDouble(to + "e-4");
        assertThat(s.slice(a, b).length()).isEqualTo(100L * (to - from));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void neighbouringSlicesMakeUpTheWhole(long seed) {
    Random random = new Random(seed);
    Signal s = RandomSignals.of(random, ElementType.INT16, 500);
    double width = s.step() * 520;
    for (int i = 0; i < 200; i++) {
      double[] t =
          random.doubles(3, s.start() - s.step() * 10, s.start() + width).sorted().toArray();
      long whole = s.slice(t[0], t[2]).length();
      assertThat(s.slice(t[0], t[1]).length() + s.slice(t[1], t[2]).length()).isEqualTo(whole);
      for (Signal part : new Signal[] {s.slice(t[0], t[1]), s.slice(t[1], t[2])}) {
        if (part.length() > 0) {
          assertThat(part.start()).isGreaterThan(t[0] - s.step() / 500);
          assertThat(part.time(part.length() - 1)).isLessThan(t[2]);
        }
      }
    }
  }

  @Test
  void timesOutsideAreCutAndIndicesAreNot() {
    Signal s = Signal.int16(1, 1, 10, 11, 12);
    assertThat(s.slice(-5.0, 2.5).values()).containsExactly(10, 11);
    assertThat(s.slice(2.0, 99.0).values()).containsExactly(11, 12);
    assertThat(s.slice(2.0, 2.0).length()).isZero();
    assertThat(s.slice(50.0, 60.0).length()).isZero();
    assertThat(s.slice(0, 1).values()).containsExactly(10);
    assertThatThrownBy(() -> s.slice(1, 4)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> s.slice(-1, 2)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> s.slice(2.0, 1.0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a slice cannot end before it begins: 2.0 s to 1.0 s");
    assertThatThrownBy(() -> s.slice(Double.NaN, 1.0)).hasMessageContaining("NaN");
    assertThatThrownBy(() -> s.slice(1.0, Double.NaN)).hasMessageContaining("NaN");
  }

  @Test
  void timesThatADoubleCannotTellApartStillHaveAnOrder() {
    Signal s = Signal.int16(1e9, 1e-9, new short[1000]);
    assertThat(s.slice(1e9, 2e9).length()).isEqualTo(1000);
    assertThat(s.slice(0.0, 1e9).length()).isZero();
  }
}
