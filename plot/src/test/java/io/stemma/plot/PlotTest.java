package io.stemma.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.stemma.signal.Signal;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class PlotTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden");

  /** A line of the golden pictures, which no rounding of a platform can change. */
  private static final Signal TE =
      Signal.float64(0, 0.25, 1, 3, 2, Double.NaN, 7, Double.NaN, 4, 4.5).withUnit("keV");

  private static final Signal NE =
      Signal.int16(0.5, 0.5, 2, -1, 3).withUnit("10\u00b9\u2079 m\u207b\u00b3");

  private static Document parsed(String svg) {
    try {
      return DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(new InputSource(new StringReader(svg)));
    } catch (Exception e) {
      throw new AssertionError("no XML: " + svg, e);
    }
  }

  private static List<String> texts(String svg) {
    NodeList nodes = parsed(svg).getElementsByTagName("text");
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      texts.add(Objects.requireNonNull(nodes.item(i)).getTextContent());
    }
    return texts;
  }

  /** The lines of signals, which are the only ones with round joins and a clip. */
  private static List<String> lines(String svg) {
    return Pattern.compile("<path d=\"([^\"]*)\" [^>]*stroke-width=\"1.2\"[^>]*clip-path")
        .matcher(svg)
        .results()
        .map((MatchResult match) -> match.group(1))
        .toList();
  }

  private static void assertGolden(String name, String svg) throws IOException {
    Path file = GOLDEN.resolve(name);
    if (Boolean.getBoolean("stemma.golden.write")) {
      Files.createDirectories(GOLDEN);
      Files.writeString(file, svg);
    }
    assertThat(svg).isEqualTo(Files.readString(file));
  }

  @ParameterizedTest
  @ValueSource(strings = {"en-US", "de-DE", "ar-EG", "tr-TR"})
  void svgIsTheSameTextInEveryCountry(String country) throws IOException {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag(country));
    try {
      Plot two = Plot.of("te", TE).and("raw", TE.times(0.5)).and("ne", NE).title("170325 <b> & c");
      assertGolden("two-units.svg", two.svg());
      assertGolden("compared.svg", Plot.compare(TE, TE.times(1.5)).svg());
    } finally {
      Locale.setDefault(before);
    }
  }

  /** Half of the samples in a tenth of the time: they are drawn where they were. */
  @Test
  void samplesAreDrawnAtTheirTimes() throws IOException {
    Signal listed =
        Signal.float64(new double[] {0, 0.25, 0.5, 1, 8, 10}, 1, 3, 2, 4, 0, 4).withUnit("keV");
    assertGolden("listed.svg", Plot.of("te", listed).svg());
    List<Double> places =
        Pattern.compile("[ML]([0-9.]+) ")
            .matcher(lines(Plot.of(listed).svg()).get(0))
            .results()
            .map(match -> Double.valueOf(match.group(1)))
            .toList();
    assertThat(places).hasSize(6);
    double width = places.get(5) - places.get(0);
    for (int i = 0; i < 6; i++) {
      assertThat(places.get(i) - places.get(0))
          .isCloseTo(width * listed.time(i) / 10, within(0.02));
    }
    assertThat(lines(Plot.of(listed).between(0.25, 8).svg()).get(0).chars().filter(c -> c == 'L'))
        .hasSize(2);
    assertThat(texts(Plot.of(listed.slice(0, 0)).svg())).contains("no samples");
    assertThat(texts(Plot.of("a", listed.slice(0, 0)).and("b", TE).svg())).contains("time (s)");
    assertThat(Plot.compare(listed, listed.times(2)).svg()).contains("after - before");
  }

  @Test
  void axesHaveNamesAndUnits() {
    assertThat(texts(Plot.of("te", TE).svg())).contains("te (keV)", "time (s)");
    assertThat(texts(Plot.of(TE).svg())).contains("keV", "time (s)");
    assertThat(texts(Plot.of("te", TE.withUnit("")).svg())).contains("te", "time (s)");
    assertThat(texts(Plot.of("te", TE).and("raw", TE).and("ne", NE).svg()))
        .contains("keV", "ne (10\u00b9\u2079 m\u207b\u00b3)", "te", "raw");
    assertThat(texts(Plot.compare(TE, TE).svg()))
        .contains("keV", "before", "after", "after - before (keV)");
    assertThat(texts(Plot.of(Signal.int16(0, 1e-6, 1, 2, 3)).svg()))
        .contains("time (\u00b5s)", "0", "1", "2");
    assertThat(texts(Plot.of(Signal.int16(-3e-3, 1e-3, 1, 2, 3)).svg())).contains("time (ms)");
    assertThat(texts(Plot.of(Signal.int16(0, 1e-9, 1, 2, 3)).svg())).contains("time (ns)");
  }

  @Test
  void textOfUsersIsEscaped() {
    String nasty = "a<b> & \"c\" 'd' ]]> \u0001\uffff\ud800 \ud83d\ude00 {0} %s";
    String shown = "a<b> & \"c\" 'd' ]]> \ufffd\ufffd\ufffd \ud83d\ude00 {0} %s";
    String svg = Plot.of(nasty, TE).and("<x>", TE.withUnit("<V&\">")).title(nasty).svg();
    assertThat(String.join("", texts(svg))).contains(shown, "<x> (<V&\">)");
    assertThat(parsed(svg).getElementsByTagName("title").item(0)).isNotNull();
    assertThat(parsed(Plot.of(TE).title("").svg()).getElementsByTagName("title").getLength())
        .isZero();
  }

  @Test
  void linesHaveGapsAndLonelySamplesAreDots() {
    String svg = Plot.of(TE).svg();
    assertThat(lines(svg)).hasSize(1);
    assertThat(lines(svg).get(0).chars().filter(c -> c == 'M')).hasSize(2);
    assertThat(svg).containsPattern("<path d=\"M[^\"]*C[^\"]*\" fill=\"#0b5fa5\"");
    String one = Plot.of(Signal.int16(3, 1, 5)).svg();
    assertThat(one).containsPattern("<path d=\"M[^\"]*C[^\"]*\" fill=\"#0b5fa5\"");
    assertThat(texts(one)).contains("3", "5");
  }

  @Test
  void aPeakOfOneSampleIsDrawn() {
    short[] samples = new short[1_000_000];
    samples[333_333] = 1000;
    String line = lines(Plot.of(Signal.int16(0, 1e-6, samples)).svg()).get(0);
    assertThat(line.length()).isLessThan(2 * 800 * 20);
    List<String> heights =
        Pattern.compile(" ([0-9.]+)").matcher(line).results().map(m -> m.group(1)).toList();
    assertThat(heights.stream().distinct()).hasSize(2);
  }

  @Test
  void whatHasNothingToDrawSaysSo() {
    Plot empty = Plot.of(Signal.int16(0, 1));
    assertThat(texts(empty.svg())).contains("no samples", "time (s)");
    assertThat(texts(Plot.of(TE).between(100, 200).svg())).contains("no samples");
    assertThat(texts(Plot.compare(Signal.int16(0, 1), Signal.int16(0, 1)).svg()))
        .contains("no samples");
    assertThat(lines(Plot.of(Signal.float64(0, 1, Double.NaN, Double.NaN)).svg())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {
        0,
        Double.MIN_VALUE,
        1e-300,
        1,
        1e15,
        1e300,
        -1e300,
        Double.MAX_VALUE,
        1.0 / 0,
        -1.0 / 0
      })
  void anyNumbersCanBeDrawn(double value) {
    for (double other : new double[] {0, value, Math.nextUp(value), -value, 1, Double.NaN}) {
      for (double start : new double[] {0, -1e-12, 1e9, 1e15}) {
        Plot plot = Plot.of(Signal.float64(start, 1e-6, value, other));
        assertThat(parsed(plot.svg()).getElementsByTagName("path").getLength()).isPositive();
        assertThat(plot.svg()).doesNotContain("NaN", "Infinity", "\"MZ");
      }
    }
  }

  @Test
  void betweenShowsATimeOnly() {
    Signal ramp = Signal.int16(0, 1, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    Plot part = Plot.of(ramp).between(2, 5);
    assertThat(lines(part.svg()).get(0).chars().filter(c -> c == 'L')).hasSize(2);
    assertThat(part.svg()).isNotEqualTo(Plot.of(ramp).svg());
    Plot all = Plot.of(ramp).between(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    assertThat(all.svg()).isEqualTo(Plot.of(ramp).svg());
  }

  @Test
  void filesAreWrittenByTheirNames(@TempDir Path directory) throws IOException {
    Plot plot = Plot.of("te", TE);
    plot.write(directory.resolve("te.svg"));
    assertThat(directory.resolve("te.svg")).hasContent(plot.svg());
    plot.write(directory.resolve("te.PNG"));
    BufferedImage image = ImageIO.read(directory.resolve("te.PNG").toFile());
    assertThat(image.getWidth()).isEqualTo(800);
    assertThat(image.getHeight()).isEqualTo(300);
    assertThatThrownBy(() -> plot.write(directory.resolve("te.pdf")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("a plot is written to a file that ends in .svg or .png, not to ");
    assertThat(directory.resolve("te.pdf")).doesNotExist();
  }

  @Test
  void pngHasTheSizeAskedFor() throws IOException {
    byte[] png = Plot.compare(TE, TE.plus(1)).title("calibrated").png(640, 480);
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
    assertThat(image.getWidth()).isEqualTo(640);
    assertThat(image.getHeight()).isEqualTo(480);
    assertThat(image.getRGB(0, 0)).isEqualTo(0xffffffff);
    assertThat(Plot.of(TE).svg(640, 480)).contains("width=\"640\" height=\"480\"");
  }

  @Test
  void isItsSvgInNotebooks() {
    Plot plot = Plot.of("te", TE).title("<b>\u202e & \"");
    assertThat(plot.html())
        .startsWith("<div ")
        .contains(plot.svg())
        .contains("&lt;b&gt;\ufffd &amp; &quot;")
        .doesNotContain("<b>");
  }

  @Test
  void printsAsOneLine() {
    assertThat(Plot.of(TE))
        .hasToString("Plot of 8 samples; see it with write(Path.of(\"plot.svg\")), or .png");
    assertThat(Plot.of("te", TE).and("ne", NE).title("shot\n1"))
        .hasToString(
            "Plot \"shot 1\" of te: 8 samples, ne: 3 samples;"
                + " see it with write(Path.of(\"plot.svg\")), or .png");
    assertThat(Plot.compare(NE, NE))
        .hasToString(
            "Plot of before: 3 samples, after: 3 samples, and their difference;"
                + " see it with write(Path.of(\"plot.svg\")), or .png");
  }

  @Test
  void whatCannotBePlottedIsRefused() {
    assertThatThrownBy(() -> Plot.compare(TE, TE.slice(0, 2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("the signal before has 8 samples, the one after 2:");
    assertThatThrownBy(() -> Plot.compare(TE, TE.withUnit("V")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("the signal before is in \"keV\", the one after in \"V\":");
    Plot shifted = Plot.compare(TE, TE.withTimes(1, 0.25));
    assertThatThrownBy(shifted::svg)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("different times");
    Plot plot = Plot.of("te", TE);
    assertThatThrownBy(() -> plot.and("te", NE))
        .hasMessage("this plot has a signal \"te\" already; give this one another name");
    assertThatThrownBy(() -> plot.between(2, 2))
        .hasMessage("a plot must end after it begins: not 2.0 s to 2.0 s");
    assertThatThrownBy(() -> plot.between(Double.NaN, 2))
        .isInstanceOf(IllegalArgumentException.class);
    for (int size : new int[] {-1, 0, 99, 10_001}) {
      assertThatThrownBy(() -> plot.png(size, 200))
          .hasMessage("a plot is 100 to 10,000 pixels wide and high, not " + size + " x 200");
      assertThatThrownBy(() -> plot.svg(200, size)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void timesWithoutSamplesAreAnEmptyPicture() {
    double open = Double.POSITIVE_INFINITY;
    for (Plot plot :
        List.of(
            Plot.of(TE).between(5, open),
            Plot.of(TE).between(-open, -5),
            Plot.of(Signal.float64(new double[0])).between(5, open),
            Plot.of("te", TE).and("ne", NE).between(7, open),
            Plot.compare(TE, TE).between(-open, -7))) {
      assertThat(lines(plot.svg())).as("%s", plot).isEmpty();
    }
  }

  @Test
  void timesOfAnySizeAreDrawn() {
    Signal far = Signal.float64(new double[] {-1.5e308, 0, 1, 1.5e308}, 1, 2, 3, 4);
    assertThat(texts(Plot.of(far).svg())).contains("time (s)");
    assertThat(texts(Plot.of(TE).between(-1.7e308, 1.7e308).svg())).contains("time (s)");
  }

  @Test
  void aPeakIsDrawnWhereTimesAreTooLargeToTellItFromItsNeighbour() {
    double[] samples = new double[4000];
    samples[2000] = -1;
    samples[2001] = 1;
    List<String> far = lines(Plot.of(Signal.float64(1.7e9, 1e-8, samples)).svg());
    List<String> near = lines(Plot.of(Signal.float64(0, 1, samples)).svg());
    assertThat(lowestAndHighest(far)).isEqualTo(lowestAndHighest(near));
  }

  private static List<Double> lowestAndHighest(List<String> lines) {
    var heights =
        Pattern.compile(" ([0-9.]+)")
            .matcher(String.join("", lines))
            .results()
            .mapToDouble(found -> Double.parseDouble(found.group(1)))
            .summaryStatistics();
    return List.of(heights.getMin(), heights.getMax());
  }

  @Test
  @Timeout(120)
  void noMoreOfATitleIsDrawnThanFits() {
    for (String title : List.of("word ".repeat(20_000), "w".repeat(1_000_000))) {
      Plot plot = Plot.of(TE).title(title);
      String svg = plot.svg();
      assertThat(parsed(svg).getElementsByTagName("title").item(0).getTextContent())
          .isEqualTo(title);
      assertThat(String.join("", texts(svg)).length()).isLessThan(1000);
      assertThat(plot.png()).isNotEmpty();
    }
  }
}
