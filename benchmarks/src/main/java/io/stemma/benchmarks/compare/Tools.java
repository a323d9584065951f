package io.stemma.benchmarks.compare;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** All tools, by name. */
public final class Tools {
  /** Those that keep versions, and so could take Stemma's place. */
  public static final List<String> PEERS = List.of("restic", "borg-lz4", "borg-zstd", "git");

  private Tools() {}

  /** A fresh one of each. */
  public static List<Tool> all() {
    return List.of(
        Stemma.warm(),
        Stemma.process(),
        new Restic(),
        new Borg("borg-lz4", "lz4"),
        new Borg("borg-zstd", "zstd,3"),
        new Git(),
        new Copy(),
        new Pipeline());
  }

  /**
   * Those tools that this machine has. The others are named.
   *
   * @param names which ones; empty for all
   * @param log where missing ones are named, and the editions of the others
   */
  public static List<Tool> present(List<String> names, PrintStream log)
      throws IOException, InterruptedException {
    List<Tool> all = all();
    for (String name : names) {
      if (all.stream().noneMatch(tool -> tool.name().equals(name))) {
        throw new IllegalArgumentException(
            "no tool is called " + name + "; there are: " + all.stream().map(Tool::name).toList());
      }
    }
    List<Tool> present = new ArrayList<>();
    for (Tool tool : all) {
      if (!names.isEmpty() && !names.contains(tool.name())) {
        continue;
      }
      String missing = tool.missing();
      if (missing == null) {
        present.add(tool);
        log.printf("%-15s %s%n", tool.name(), tool.version());
      } else {
        log.printf("%-15s missing: %s%n", tool.name(), missing);
      }
    }
    return present;
  }
}
