package io.stemma.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemma.signal.SignalFormatException.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables of text. */
class CsvTableTest {
  @TempDir private Path directory;

  private Path file(String text) throws IOException {
    return Files.writeString(directory.resolve("shot.csv"), text);
  }

  private void assertMalformed(String text, String message) throws IOException {
    Path file = file(text);
    assertThatThrownBy(() -> Signal.csv(file, "t", "x"))
        .isInstanceOfSatisfying(
            SignalFormatException.class,
            e -> assertThat(e.problem()).isEqualTo(Problem.MALFORMED_TEXT))
        .hasMessage(file + message);
  }

  @Test
  void twoColumnsAreASignal() throws IOException {
    Path file = file("time_s,te_eV,note\n0,1.5,a\n0.001,2.5,b\n0.002,,c\n");
    assertThat(Signal.csv(file, "time_s", "te_eV"))
        .isEqualTo(Signal.float64(0, 0.001, 1.5, 2.5, Double.NaN));
    assertThat(Signal.csv(file, "0", "1")).isEqualTo(Signal.csv(file, "time_s", "te_eV"));
  }

  @Test
  void severalColumnsAreReadAtOnce() throws IOException {
    CsvTable shot =
        CsvTable.read(
            file("# shot 170325\nt;te [eV];ne (1e19 m^-3);quality\n0;1;2;ok\n1;3;4;ok\n"));
    assertThat(shot.columns()).containsExactly("t", "te", "ne", "quality");
    assertThat(shot.rows()).isEqualTo(2);
    assertThat(shot.signal("t", "te")).isEqualTo(Signal.float64(0, 1, 1, 3).withUnit("eV"));
    assertThat(shot.signal("t", "ne (1e19 m^-3)"))
        .isEqualTo(Signal.float64(0, 1, 2, 4).withUnit("1e19 m^-3"));
    assertThat(shot)
        .hasToString("Table of 2 rows, columns [0: t, 1: te [eV], 2: ne (1e19 m^-3), 3: quality]");
    assertThatThrownBy(() -> shot.signal("t", "quality"))
        .isInstanceOf(SignalFormatException.class)
        .hasMessage(
            directory.resolve("shot.csv") + ", line 3: \"ok\" in column quality is no number");
    CsvTable part = CsvTable.read(directory.resolve("shot.csv"), "t", "ne");
    assertThat(part.signal("t", "ne").unit()).isEqualTo("1e19 m^-3");
    assertThatThrownBy(() -> part.signal("t", "te"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("column te of ")
        .hasMessageContaining("was not read");
  }

  @Test
  void separatorsQuotesCommentsAndEnds() throws IOException {
    Signal expected = Signal.float64(0, 1, 2, 3);
    for (String text :
        new String[] {
          "t,x\n0,2\n1,3",
          "t;x\r\n0;2\r\n1;3\r\n",
          "t\tx\n0\t2\n1\t3\n",
          "\ufefft,x\n0,2\n1,3\n",
          "# a, b, c\n\n  # d\n \"t\" , \"x\"\n0,\"2\"\n#\n   \n1, 3 \n",
          "\"t\";\"x\"\n+0.;2e0\n.1E+1;+30e-1\n",
          "# t, x\n0, 2\n1, 3\n",
          "# 5\" wide\nt, x\n0, 2\n1, 3\n"
        }) {
      assertThat(Signal.csv(file(text), "t", "x")).as(text).isEqualTo(expected);
    }
    Path quoted = file("\"t,[s]\",\"say \"\"x\"\"\"\n0,NaN\n1,-inf\n");
    assertThat(Signal.csv(quoted, "t,", "say \"x\"").values())
        .containsExactly(Double.NaN, Double.NEGATIVE_INFINITY);
    assertThat(CsvTable.read(file("# \"5 wide, 6\n0,2\n")).columns()).containsExactly("0", "1");
    Path nested = file("t,ne (1e19 m^(-3))\n0,1\n");
    assertThat(Signal.csv(nested, "t", "ne").unit()).isEqualTo("1e19 m^(-3)");
    assertThat(CsvTable.read(file("a),b]\n0,1\n")).columns()).containsExactly("a)", "b]");
    Path bare = file("0,2\n1,3\n");
    assertThat(Signal.csv(bare, "0", "1")).isEqualTo(expected);
    assertThat(CsvTable.read(bare).columns()).containsExactly("0", "1");
  }

  @Test
  void errorsNameLinesAndColumns() throws IOException {
    assertMalformed(
        "t;x\n0;1,5\n",
        ", line 2: \"1,5\" in column x has a decimal comma; write numbers with a point");
    assertMalformed(
        "t,x\n0,1\n1,5,2\n",
        ", line 3: 3 cells where 2 are expected, separated by \",\"; a decimal comma would be such"
            + " a separator, too");
    assertMalformed("t\tx\n0\n", ", line 2: 1 cells where 2 are expected, separated by tabs");
    assertMalformed("t,x\n\n#\n0,1 V\n", ", line 4: \"1 V\" in column x is no number");
    for (String none :
        new String[] {"1e", "e5", "--1", "1-1", "0x1p3", "1f", "1.2.3", ".", "1_0"}) {
      assertMalformed(
          "t,x\n0," + none + "\n", ", line 2: \"" + none + "\" in column x is no number");
    }
    assertMalformed("t,x\n0,\"1\n", ", line 2: a quote is not closed on its line");
    assertMalformed("t,x\n0,\"1\"2\n", ", line 2: \"2\" is behind the quotes of a cell");
    assertMalformed("# nothing\n\n", " has no rows");
    assertMalformed(
        "t,x\n0,1\n# here\n2,1\n2,1\n",
        ", line 5: the time in column t is not after that of the row before: 2.0 s, 2.0 s");
    assertMalformed(
        "t,x\n0,1\n,1\n", ", line 3: the time in column t is missing or not finite: NaN");
    Files.write(
        directory.resolve("shot.csv"), "t,x [\u00b5V]\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> CsvTable.read(directory.resolve("shot.csv")))
        .isInstanceOf(SignalFormatException.class)
        .hasMessageEndingWith(", line 1: the text here, or soon after, is not UTF-8");
  }

  @Test
  void missingColumnsAreListedWithThoseThatThereAre() throws IOException {
    Path file = file("t,te [eV],te [keV]\n0,1,2\n");
    String there = "; there are [0: t, 1: te [eV], 2: te [keV]]";
    assertThatThrownBy(() -> Signal.csv(file, "t", "ne"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(file + " has no column \"ne\"" + there);
    assertThatThrownBy(() -> Signal.csv(file, "t", "3"))
        .hasMessage(file + " has no column \"3\"" + there);
    assertThatThrownBy(() -> Signal.csv(file, "t", "te"))
        .hasMessage(file + " has several columns \"te\"; take one by its number" + there);
    assertThat(Signal.csv(file, "t", "te [keV]").unit()).isEqualTo("keV");
    assertThatThrownBy(() -> Signal.csv(file, "te [eV]", "t"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "column te [eV] of "
                + file
                + " has no times: they may be in s, ms, us, or ns, not in eV");
  }

  @Test
  void timesMayBeInOtherUnits() throws IOException {
    assertThat(Signal.csv(file("t [ms],x\n-0.1,1\n0,2\n0.1,3\n"), "t", "x"))
        .isEqualTo(Signal.float64(-1e-4, 1e-4, 1, 2, 3));
    assertThat(Signal.csv(file("t (\u00b5s),x\n0.1,1\n0.7,2\n0.8,3\n"), "t", "x"))
        .isEqualTo(Signal.float64(new double[] {1e-7, 7e-7, 8e-7}, 1, 2, 3));
  }

  @Test
  void whatWasRoundedIsEquallyDistant() throws IOException {
    assertThat(times("0", "0.333", "0.667", "1.000")).isEqualTo("0.0 s + 0.3333 s * i");
    assertThat(times("0.1", "0.2", "0.3", "0.4")).isEqualTo("0.1 s + 0.1 s * i");
    assertThat(times("-2", "-1", "0", "1")).isEqualTo("-2.0 s + 1.0 s * i");
    assertThat(times("1e-6", "2e-6", "3e-6")).isEqualTo("1.0E-6 s + 1.0E-6 s * i");
    assertThat(times("5", "7")).isEqualTo("5.0 s + 2.0 s * i");
  }

  @Test
  void whatIsNotIsListed() throws IOException {
    assertThat(times("0", "1", "3", "4")).startsWith("listed times");
    assertThat(times("0.0000", "0.0003", "0.0007", "0.0010")).startsWith("listed times");
    assertThat(times("0", "0.333", "0.668", "1.000")).startsWith("listed times");
    assertThat(times("5")).startsWith("listed times");
    assertThat(times()).startsWith("listed times");
  }

  private String times(String... texts) throws IOException {
    StringBuilder text = new StringBuilder("t,x\n");
    for (String each : texts) {
      text.append(each).append(",1\n");
    }
    return Signal.csv(file(text.toString()), "t", "x").header().times().toString();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void signalsThatArePrintedAreReadAgain(long seed) throws IOException {
    Random random = new Random(seed);
    char separator = ",;\t".charAt(random.nextInt(3));
    boolean listed = random.nextBoolean();
    int length = 2 + random.nextInt(3000);
    Signal signal =
        listed
            ? RandomSignals.listed(random, ElementType.FLOAT64, length)
            : RandomSignals.of(random, ElementType.FLOAT64, length)
                .withTimes(random.nextInt(2000) * 1e-3 - 1, (1 + random.nextInt(99)) * 1e-6);
    double[] values = signal.values();
    StringBuilder text = new StringBuilder("t" + separator + "x [V]\n");
    for (int i = 0; i < length; i++) {
      String time =
          listed
              ? Double.toString(signal.time(i))
              : String.format(Locale.ROOT, "%.9f", signal.time(i)); // rounded
      text.append(time).append(separator).append(values[i]).append('\n');
    }
    Signal read = Signal.csv(file(text.toString()), "t", "x");
    assertThat(read.isUniform()).isEqualTo(!listed);
    assertThat(read.unit()).isEqualTo("V");
    for (int i = 0; i < length; i++) {
      assertThat(Double.compare(read.value(i), values[i])).isZero();
      assertThat(Math.abs(read.time(i) - signal.time(i))).isLessThanOrEqualTo(listed ? 0 : 5e-10);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void anyTextIsATableOrAnError(long seed) throws IOException {
    Random random = new Random(seed);
    String letters = "0123456789.,;\t\"#\n\r te[]()-+eE\ufeff\u00b5";
    for (int i = 0; i < 500; i++) {
      StringBuilder text = new StringBuilder(random.nextBoolean() ? "t,x\n0,1\n" : "");
      for (int j = random.nextInt(40); j > 0; j--) {
        text.append(letters.charAt(random.nextInt(letters.length())));
      }
      try {
        CsvTable table = CsvTable.read(file(text.toString()));
        assertThat(table.signal("0", "0").length()).isEqualTo(table.rows());
      } catch (SignalFormatException | IllegalArgumentException e) {
        assertThat(e.getMessage()).contains("shot.csv");
      }
    }
  }

  @Test
  void linesMayEndInACarriageReturn() throws IOException {
    assertThat(Signal.csv(file("t,x\r0,2\r1,3\r"), "t", "x")).isEqualTo(Signal.float64(0, 1, 2, 3));
    assertThat(Signal.csv(file("0,2\r1,3"), "0", "1")).isEqualTo(Signal.float64(0, 1, 2, 3));
    assertMalformed("t,x\r\r0,1\r1,y\r", ", line 4: \"y\" in column x is no number");
    assertMalformed("t,x\r\n\r\n0,1\r\n1,y\r\n", ", line 4: \"y\" in column x is no number");
  }

  @Test
  @Timeout(60)
  void aCellOfAMillionDigitsIsLookedAtOnce() throws IOException {
    String digits = "1".repeat(1_000_000);
    assertThat(CsvTable.read(file(digits + "x," + digits + ".e,x\n1,2,3\n")).rows()).isEqualTo(1);
    assertThat(CsvTable.read(file(digits + ",." + digits + "\n")).rows()).isEqualTo(1);
  }
}
