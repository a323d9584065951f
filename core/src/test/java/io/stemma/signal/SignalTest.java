package io.stemma.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.NoSuchElementException;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignalTest {
  private final Signal volts = Signal.int16(-1, 0.5, 100, 200, -300).withUnit("V");

  @Test
  void knowsItsSamplesAndTheirTimes() {
    assertThat(volts.type()).isEqualTo(ElementType.INT16);
    assertThat(volts.unit()).isEqualTo("V");
    assertThat(volts.length()).isEqualTo(3);
    assertThat(volts.start()).isEqualTo(-1.0);
    assertThat(volts.step()).isEqualTo(0.5);
    assertThat(volts.time(2)).isEqualTo(0.0);
    assertThat(volts.value(2)).isEqualTo(-300.0);
    assertThat(volts.values()).containsExactly(100, 200, -300);
    assertThat(volts.int16Values()).containsExactly(new short[] {100, 200, -300});
    assertThat(volts.withTimes(7, 2).time(1)).isEqualTo(9.0);
    assertThat(volts.load()).isSameAs(volts);
    assertThatThrownBy(() -> volts.value(3)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> volts.time(-1)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void typesAreNotMistaken() {
    assertThatThrownBy(volts::float64Values)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "the samples are int16, not float64; values() gives any type as doubles, as(FLOAT64)"
                + " converts");
    assertThatThrownBy(volts::int32Values).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(volts::float32Values).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> volts.times(2).int16Values())
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void arraysAreCopied() {
    double[] samples = {1, 2};
    Signal signal = Signal.float64(0, 1, samples);
    samples[0] = 9;
    signal.values()[1] = 9;
    assertThat(signal.values()).containsExactly(1, 2);
  }

  @Test
  void refusesWhatNoSignalIs() {
    assertThatThrownBy(() -> Signal.int16(0, 1, 1, 32768))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("sample 1 is 32768, which int16 cannot hold");
    for (double step : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> Signal.int16(0, step, 1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("the step of a signal must be positive and finite, in seconds, not " + step);
    }
    assertThatThrownBy(() -> Signal.int16(Double.NaN, 1, 1))
        .hasMessage("the start of a signal must be finite, in seconds, not NaN");
    assertThatThrownBy(() -> Signal.int16(0, 1e308, 1, 2))
        .hasMessage("the last sample would be at Infinity s");
    assertThatThrownBy(() -> volts.withUnit("V\n")).hasMessageContaining("control characters");
    assertThatThrownBy(() -> volts.withUnit("\ud800")).hasMessageContaining("surrogate");
    assertThatThrownBy(() -> volts.withUnit("\u03bc".repeat(513)))
        .hasMessage("a unit may take 1024 bytes of UTF-8, not 1026");
    assertThat(volts.withUnit("\u03bc".repeat(512)).unit()).hasSize(512);
  }

  @Test
  void equalityIsByContent() {
    Signal same = Signal.int16(-1, 0.5, 100, 200, -300).withUnit("V");
    assertThat(volts).isEqualTo(same).hasSameHashCodeAs(same);
    assertThat(volts)
        .isNotEqualTo(same.withUnit("A"))
        .isNotEqualTo(same.withTimes(-1, 0.25))
        .isNotEqualTo(same.slice(0, 2))
        .isNotEqualTo(same.as(ElementType.INT32))
        .isNotEqualTo(same.times(1))
        .isNotEqualTo(Signal.int16(-1, 0.5, 100, 200, -301).withUnit("V"))
        .isNotEqualTo("V");
    assertThat(Signal.float64(0, 1, 0.0)).isNotEqualTo(Signal.float64(0, 1, -0.0));
    assertThat(Signal.float64(-0.0, 1, 1)).isEqualTo(Signal.float64(0.0, 1, 1));
  }

  @Test
  void arithmeticKeepsTimesAndUnit() {
    assertThat(volts.times(1.02)).isEqualTo(volts.withValues(102, 204, -306));
    assertThat(volts.plus(0.5).values()).containsExactly(100.5, 200.5, -299.5);
    assertThat(volts.minus(100).values()).containsExactly(0, 100, -400);
    assertThat(volts.negate().values()).containsExactly(-100, -200, 300);
    assertThat(volts.map(Math::abs).values()).containsExactly(100, 200, 300);
    assertThat(volts.plus(volts)).isEqualTo(volts.times(2));
    assertThat(volts.minus(volts.times(2))).isEqualTo(volts.negate());
  }

  @Test
  void addingWhatDoesNotMatchIsRefused() {
    assertThatThrownBy(() -> volts.plus(volts.slice(0, 2)))
        .hasMessage("signals of 3 and 2 samples cannot be combined");
    assertThatThrownBy(() -> volts.plus(volts.withUnit("A")))
        .hasMessageContaining("signals in \"V\" and \"A\" cannot be added");
    assertThatThrownBy(() -> volts.minus(volts.withTimes(-1, 0.501)))
        .hasMessage(
            "signals with different times cannot be combined: -1.0 s + 0.5 s * i and -1.0 s +"
                + " 0.501 s * i");
    Signal rounded = volts.withTimes(Math.nextUp(-1.0), 0.5);
    assertThat(volts.plus(rounded).start()).isEqualTo(-1.0);
  }

  @Test
  void conversionRoundsAndNeverWraps() {
    Signal signal = Signal.float64(0, 1, 0.5, 1.5, -2.5, 2.6);
    assertThat(signal.as(ElementType.INT16).values()).containsExactly(0, 2, -2, 3);
    assertThat(signal.as(ElementType.INT32).int32Values()).containsExactly(0, 2, -2, 3);
    assertThat(Signal.float64(0, 1, 0.1).as(ElementType.FLOAT32).float32Values())
        .containsExactly(0.1f);
    assertThat(signal.as(ElementType.FLOAT64)).isSameAs(signal);
    for (double x : new double[] {32767.5, -32769, Double.NaN, Double.NEGATIVE_INFINITY}) {
      assertThatThrownBy(() -> Signal.float64(0, 1, x).as(ElementType.INT16))
          .isInstanceOf(ArithmeticException.class)
          .hasMessage("a sample of " + x + " is outside the range of int16");
    }
  }

  @ParameterizedTest
  @EnumSource
  void longSignalsAreTheSumOfTheirBlocks(ElementType type) {
    double[] x =
        IntStream.range(0, 3 * SampleCursor.BLOCK + 5).mapToDouble(i -> i % 1000 - 400).toArray();
    Signal signal = Signal.float64(0, 1, x).as(type);
    assertThat(signal.values()).isEqualTo(x);
    assertThat(signal.slice(SampleCursor.BLOCK - 7, SampleCursor.BLOCK + 7).values())
        .isEqualTo(java.util.Arrays.copyOfRange(x, SampleCursor.BLOCK - 7, SampleCursor.BLOCK + 7));
    assertThat(signal.max()).isEqualTo(599.0);
    assertThat(signal.min()).isEqualTo(-400.0);
    assertThat(signal.plus(signal).slice(7, 70_000)).isEqualTo(signal.slice(7, 70_000).times(2));
  }

  @Test
  void statistics() {
    assertThat(volts.min()).isEqualTo(-300.0);
    assertThat(volts.max()).isEqualTo(200.0);
    assertThat(volts.mean()).isEqualTo(0.0);
    assertThat(volts.rms()).isCloseTo(216.024689946, within(1e-9));
    assertThat(Signal.float64(0, 1, 1, 1e100, 1, -1e100).mean()).isEqualTo(0.5);
    Signal gap = Signal.float64(0, 1, 1, Double.NaN, 2);
    assertThat(gap.max()).isNaN();
    assertThat(gap.min()).isNaN();
    assertThat(gap.mean()).isNaN();
    assertThat(Signal.float64(0, 1, 1, Double.POSITIVE_INFINITY).mean())
        .isEqualTo(Double.POSITIVE_INFINITY);
    Signal empty = volts.slice(1, 1);
    assertThatThrownBy(empty::max)
        .isInstanceOf(NoSuchElementException.class)
        .hasMessage("a signal without samples has no largest sample");
    assertThatThrownBy(empty::min).isInstanceOf(NoSuchElementException.class);
    assertThatThrownBy(empty::mean).isInstanceOf(NoSuchElementException.class);
    assertThatThrownBy(empty::rms).isInstanceOf(NoSuchElementException.class);
    assertThat(empty.times(2).boxcar(3).values()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 7, 10, 99, 100, 101, 1000, Integer.MAX_VALUE})
  void boxcarIsTheMeanAround(int n) {
    double[] x = new Random(n).ints(100, -1000, 1000).asDoubleStream().toArray();
    double[] smooth = Signal.float64(0, 1, x).boxcar(n).values();
    for (int i = 0; i < x.length; i++) {
      int from = Math.max(0, i - (n - 1) / 2);
      int to = (int) Math.min(x.length - 1, (long) i + n / 2);
      double mean = IntStream.rangeClosed(from, to).mapToDouble(j -> x[j]).sum() / (to - from + 1);
      assertThat(smooth[i]).as("n %s, sample %s", n, i).isEqualTo(mean);
    }
  }

  @Test
  void boxcarSpreadsANaNOverItsWindowOnly() {
    double[] x = new double[20];
    x[10] = Double.NaN;
    double[] smooth = Signal.float64(0, 1, x).boxcar(5).values();
    for (int i = 0; i < 20; i++) {
      assertThat(Double.isNaN(smooth[i])).isEqualTo(Math.abs(i - 10) <= 2);
    }
    assertThatThrownBy(() -> volts.boxcar(0)).hasMessage("a boxcar needs at least 1 sample, not 0");
  }

  @Test
  void printsOneLine() {
    assertThat(Signal.int16(0, 1e-6, 100, 200, -300))
        .hasToString("Signal of 3 int16, 0 to 2e-6 s, every 1e-6 s: 100, 200, -300");
    assertThat(volts.times(1.02 / 3))
        .hasToString("Signal of 3 float64 in V, -1 to 0 s, every 0.5 s: 34, 68, -102");
    assertThat(Signal.float32(1.0e-3, 1e-6, new float[1_234_567]).withUnit("m\u207b\u00b3"))
        .hasToString(
            "Signal of 1,234,567 float32 in m\u207b\u00b3, 0.001 to 1.23557 s, every 1e-6 s: 0, 0, 0, 0, 0,"
                + " ...");
    assertThat(
            Signal.float64(0, 1e-9, 1.25e19, -1e-20, Double.NaN, Double.NEGATIVE_INFINITY, 1 / 3.))
        .hasToString(
            "Signal of 5 float64, 0 to 4e-9 s, every 1e-9 s: 12.5e18, -10e-21, NaN, -Infinity,"
                + " 0.333333");
    assertThat(volts.slice(1, 1)).hasToString("Signal of 0 int16 in V, -0.5 s, every 0.5 s");
    assertThat(volts.slice(1, 2)).hasToString("Signal of 1 int16 in V, -0.5 s, every 0.5 s: 200");
    assertThat(ElementType.values())
        .extracting(ElementType::toString)
        .containsExactly("int16", "int32", "float32", "float64");
  }
}
