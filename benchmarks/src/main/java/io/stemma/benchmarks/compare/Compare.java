package io.stemma.benchmarks.compare;

import io.stemma.benchmarks.Directories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The command {@code compare DATA-DIR}. */
public final class Compare {
  private static final String USAGE =
      """
      usage: compare DATA-DIR [--json FILE] [--rounds N] [--only TOOL,...] [--work DIR]
             compare --table FILE
        DATA-DIR     files to be ingested; they are copied first and stay as they are
        --json FILE  also write rows {"tool","operation","seconds","cpu_seconds","peak_mib",
                     "stored_bytes","rounds"}
        --rounds N   how often everything is done; medians are reported (default: 3)
        --only TOOL  of stemma, stemma-process, restic, borg-lz4, borg-zstd, git, cp, pipeline
        --work DIR   where to work, on the file system to be measured (default: benchmarks/target)
        --table FILE print what --json wrote as a table
      """;

  private Compare() {}

  /**
   * Compares.
   *
   * @param args the data and the options
   * @throws Exception if nothing can be measured
   */
  public static void main(String[] args) throws Exception {
    int status = 0;
    try {
      if (args.length == 2 && args[0].equals("--table")) {
        System.out.print(Results.read(Path.of(args[1])).table());
      } else {
        run(Options.parse(List.of(args)));
      }
    } catch (IllegalArgumentException e) {
      System.err.println("compare: " + e.getMessage());
      System.err.print(USAGE);
      status = 2;
    }
    System.exit(status);
  }

  private static void run(Options options) throws IOException, InterruptedException {
    if (!Files.isDirectory(options.data)) {
      throw new IllegalArgumentException(options.data + " is no directory");
    }
    List<Tool> tools = Tools.present(options.only, System.err);
    if (!Command.measuresAll()) {
      System.err.println("GNU time is missing: processor time and memory stay unknown");
    }
    Files.createDirectories(options.work);
    Path work = Files.createTempDirectory(options.work, "compare-").toRealPath();
    try {
      WorkTree tree = WorkTree.copyOf(options.data, work.resolve("data"));
      System.err.printf(Locale.ROOT, "%,d files, %,d bytes%n", tree.files(), tree.bytes());
      Comparison comparison = new Comparison(tree, work.resolve("rounds"), System.err);
      for (int i = 0; i < options.rounds; i++) {
        comparison.round(tools);
        Results results = new Results(comparison.results(tools));
        if (options.json != null) {
          Files.writeString(options.json, results.json());
        }
        if (i == options.rounds - 1) {
          System.out.print(results.table());
        }
      }
    } finally {
      for (Tool tool : tools) {
        tool.close();
      }
      Directories.delete(work);
    }
  }

  /** What to compare, and how. */
  private record Options(Path data, Path work, int rounds, List<String> only, @Nullable Path json) {

    static Options parse(List<String> args) {
      Path data = null;
      Path work = Path.of(System.getProperty("stemma.benchmarks.data", "target"));
      int rounds = 3;
      List<String> only = List.of();
      Path json = null;
      for (Iterator<String> rest = args.iterator(); rest.hasNext(); ) {
        String word = rest.next();
        if (word.startsWith("-") && !rest.hasNext()) {
          throw new IllegalArgumentException(word + " needs a value, or is no option");
        }
        switch (word) {
          case "--json" -> json = Path.of(rest.next());
          case "--rounds" -> rounds = Integer.parseInt(rest.next());
          case "--only" -> only = List.of(rest.next().split(","));
          case "--work" -> work = Path.of(rest.next());
          default -> {
            if (data != null || word.startsWith("-")) {
              throw new IllegalArgumentException("one directory is needed, and not " + word);
            }
            data = Path.of(word);
          }
        }
      }
      if (data == null || rounds < 1) {
        throw new IllegalArgumentException("a directory is needed, and at least one round");
      }
      return new Options(data, work, rounds, only, json);
    }
  }
}
