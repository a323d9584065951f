package io.stemma.benchmarks.bars;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The command {@code run bars AREA}. */
public final class RunBars {
  private static final String USAGE =
      """
      usage: run bars AREA [--only TEXT] [--data DIR] [--json FILE]
        --only TEXT  only bars whose name contains TEXT
        --data DIR   where to work, on the file system to be measured (default: benchmarks/target)
        --json FILE  also write rows {"bar","asked","reached","holds"}
      Exit status: 0 every bar holds, 1 one does not, 2 nothing was measured.
      """;

  private RunBars() {}

  /**
   * Measures the bars of an area.
   *
   * @param args the area and the options
   * @throws Exception if the directory or the report cannot be written
   */
  public static void main(String[] args) throws Exception {
    int status;
    try {
      Options options = Options.parse(List.of(args));
      status = run(options, Areas.bars(options.area), System.out, System.err);
    } catch (IllegalArgumentException e) {
      System.err.println("run bars: " + e.getMessage());
      System.err.print(USAGE);
      status = 2;
    }
    System.exit(status);
  }

  static int run(Options options, List<Bar> all, PrintStream out, PrintStream log)
      throws IOException, InterruptedException {
    List<Bar> bars = all.stream().filter(bar -> bar.name().contains(options.only)).toList();
    if (bars.isEmpty()) {
      throw new IllegalArgumentException(
          "of the "
              + all.size()
              + " bars of "
              + options.area
              + " none contains '"
              + options.only
              + "'");
    }
    List<Row> rows = new BarRun(options.data, log).measure(bars);
    out.print(Report.table(rows));
    if (options.json != null) {
      Files.writeString(options.json, Report.json(rows));
    }
    return rows.stream().allMatch(Row::holds) ? 0 : 1;
  }

  /**
   * What to measure, and where.
   *
   * @param area whose bars
   * @param only part of their names
   * @param data where to work
   * @param json where to write the rows, if anywhere
   */
  record Options(String area, String only, Path data, @Nullable Path json) {
    static Options parse(List<String> args) {
      List<String> words = new ArrayList<>();
      String only = "";
      Path data = Path.of(System.getProperty("stemma.benchmarks.data", "target"));
      Path json = null;
      for (Iterator<String> rest = args.iterator(); rest.hasNext(); ) {
        String word = rest.next();
        switch (word) {
          case "--only" -> only = value(word, rest);
          case "--data" -> data = Path.of(value(word, rest));
          case "--json" -> json = Path.of(value(word, rest));
          default -> words.add(word);
        }
      }
      if (words.size() != 1 || words.get(0).startsWith("-")) {
        throw new IllegalArgumentException("one area is needed, not: " + words);
      }
      return new Options(words.get(0), only, data, json);
    }

    private static String value(String option, Iterator<String> rest) {
      if (!rest.hasNext()) {
        throw new IllegalArgumentException(option + " needs a value");
      }
      return rest.next();
    }
  }
}
