package io.stemma.benchmarks.bars;

import io.stemma.benchmarks.Directories;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures bars one after the other, each in a directory of its own. All are deleted at the end:
 * file systems are slow for a while after a large removal, and the next bar would pay for it.
 */
final class BarRun {
  private final Path directory;
  private final PrintStream log;

  /**
   * Prepares a run.
   *
   * @param directory where the bars work; made if absent
   * @param log for progress and stack traces
   */
  BarRun(Path directory, PrintStream log) {
    this.directory = directory;
    this.log = log;
  }

  /** Measures every bar; one that throws does not hold, and the next is measured all the same. */
  List<Row> measure(List<Bar> bars) throws IOException, InterruptedException {
    List<Row> rows = new ArrayList<>();
    Files.createDirectories(directory);
    Path work = Files.createTempDirectory(directory, "bars-");
    try {
      for (Bar bar : bars) {
        log.printf("measuring %d of %d: %s%n", rows.size() + 1, bars.size(), bar.name());
        rows.add(measure(bar, Files.createTempDirectory(work, "bar-")));
      }
    } finally {
      Directories.delete(work);
    }
    return rows;
  }

  private Row measure(Bar bar, Path own) throws InterruptedException {
    try {
      Bar.Reached reached = bar.measurement().measure(own);
      return new Row(bar.name(), bar.asked(), reached.text(), reached.holds());
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception | AssertionError | OutOfMemoryError e) {
      e.printStackTrace(log);
      return new Row(bar.name(), bar.asked(), "failed: " + e, false);
    }
  }
}
