package io.stemma.benchmarks.bars;

import io.stemma.Archive;
import io.stemma.ArchiveOptions;
import io.stemma.Commit;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How long JShell takes until something of Stemma is printed. Both sessions of a pair are started
 * one right after the other, as the machine may be busy at times.
 */
final class JShellBar {
  private static final int PAIRS = 7;
  private static final Path STARTUP = Path.of("examples", "jshell", "imports.jsh");

  private JShellBar() {}

  static Bar.Reached measure(Path directory) throws Exception {
    Path home = directory.resolve("archive");
    try (Archive archive = Archive.create(home.toUri(), ArchiveOptions.DEFAULT.withoutCache())) {
      Commit unused =
          archive.createRepository("shots").main().commit("one", tx -> tx.write("/a", "1"));
    }
    Path bare = Files.writeString(directory.resolve("bare.jsh"), "1 + 1\n/exit\n");
    Path open =
        Files.writeString(
            directory.resolve("open.jsh"),
            "var archive = Archive.open(Path.of(\"" + home + "\"))\narchive\n/exit\n");
    List<String> startup =
        List.of("--startup", "DEFAULT", "--startup", root().resolve(STARTUP).toString());
    double[] alone = new double[PAIRS];
    double[] with = new double[PAIRS];
    double[] ratios = new double[PAIRS];
    for (int i = -1; i < PAIRS; i++) {
      double first = seconds(List.of(), bare, "$1 ==> 2");
      double second = seconds(startup, open, "archive ==> archive ");
      if (i >= 0) {
        alone[i] = first;
        with[i] = second;
        ratios[i] = second / first;
      }
    }
    double ratio = Median.of(ratios);
    return new Bar.Reached(
        String.format(
            Locale.ROOT,
            "%.2f times: %.2f s against %.2f s",
            ratio,
            Median.of(with),
            Median.of(alone)),
        ratio <= 1.5);
  }

  /** The directory of the project, which has the start-up script. */
  private static Path root() {
    String target = System.getProperty("stemma.benchmarks.data", "benchmarks/target");
    return Path.of(target).toAbsolutePath().resolve("../..").normalize();
  }

  /** From the start of the process to a line that it prints. */
  private static double seconds(List<String> options, Path input, String awaited)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "jshell").toString());
    command.addAll(options);
    command.addAll(List.of("--class-path", System.getProperty("java.class.path")));
    long begin = System.nanoTime();
    Process process =
        new ProcessBuilder(command).redirectInput(input.toFile()).redirectErrorStream(true).start();
    double seconds = Double.NaN;
    List<String> lines = new ArrayList<>();
    try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.add(line);
        if (Double.isNaN(seconds) && line.contains(awaited)) {
          seconds = (System.nanoTime() - begin) / 1e9;
        }
      }
    } finally {
      process.destroy();
    }
    if (process.waitFor() != 0 || Double.isNaN(seconds)) {
      throw new IOException("JShell did not print '" + awaited + "' but " + lines);
    }
    return seconds;
  }
}
