package io.stemma.plot;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemma.signal.Signal;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jfree.chart.JFreeChart;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plots in a JVM of its own, with a small heap and a display that cannot be reached. */
class PlotMemoryTest {
  /** Compares a signal with itself, and writes the picture. */
  static final class Child {
    private Child() {}

    /** Takes the file of the signal and that of the picture. */
    public static void main(String[] arguments) throws IOException {
      Signal large = Signal.read(Path.of(arguments[0]));
      Plot.compare(large, Signal.read(Path.of(arguments[0]))).write(Path.of(arguments[1]));
    }
  }

  @Test
  void aSignalLargerThanTheHeapIsDrawn(@TempDir Path directory) throws Exception {
    Path signal = directory.resolve("large");
    Signal.int16(0, 1e-6, new short[30_000_000]).write(signal); // 60 MB
    Path picture = directory.resolve("large.svg");
    Path output = directory.resolve("output");
    ProcessBuilder child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx24m",
                "-Djava.awt.headless=true",
                "-cp",
                classPath(),
                Child.class.getName(),
                signal.toString(),
                picture.toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    child.environment().put("DISPLAY", "localhost:77");
    assertThat(child.start().waitFor()).as(() -> read(output)).isZero();
    assertThat(picture).content().contains("after - before");
  }

  private static String classPath() throws URISyntaxException {
    return String.join(
        File.pathSeparator,
        home(Signal.class),
        home(Plot.class),
        home(JFreeChart.class),
        home(PlotMemoryTest.class));
  }

  private static String home(Class<?> type) throws URISyntaxException {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
