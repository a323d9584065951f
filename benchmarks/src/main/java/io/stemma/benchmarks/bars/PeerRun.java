package io.stemma.benchmarks.bars;

import io.stemma.benchmarks.compare.Comparison;
import io.stemma.benchmarks.compare.Operation;
import io.stemma.benchmarks.compare.ResultRow;
import io.stemma.benchmarks.compare.Results;
import io.stemma.benchmarks.compare.Tool;
import io.stemma.benchmarks.compare.Tools;
import io.stemma.benchmarks.compare.WorkTree;
import io.stemma.benchmarks.data.Generate;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A comparison with other tools that several bars share: made when the first of them asks, in that
 * bar's directory, which stays until all bars are measured.
 */
final class PeerRun {
  private static final int ROUNDS = 3;

  private final String kind;
  private final List<String> tools;
  private @Nullable WorkTree tree;
  private @Nullable Results results;
  private boolean failed;

  /**
   * A run.
   *
   * @param kind of the data set
   * @param tools the names of those that take part; empty for all
   */
  PeerRun(String kind, List<String> tools) {
    this.kind = kind;
    this.tools = tools;
  }

  /** The files. */
  WorkTree tree(Path directory) throws IOException, InterruptedException {
    WorkTree made = tree;
    if (made == null) {
      Path data = directory.resolve(kind);
      Generate.write(kind, 1, data);
      made = WorkTree.copyOf(data, directory.resolve("work"));
      tree = made;
    }
    return made;
  }

  /** What was measured. */
  Results results(Path directory) throws IOException, InterruptedException {
    Results made = results;
    if (failed) {
      throw new IOException("the comparison over " + kind + " failed; see its first bar");
    }
    if (made == null) {
      failed = true;
      Comparison comparison =
          new Comparison(tree(directory), directory.resolve("rounds"), System.err);
      List<Tool> present = Tools.present(tools, System.err);
      try {
        for (int i = 0; i < ROUNDS; i++) {
          comparison.round(present);
        }
        comparison.clear(); // other bars need the room
      } finally {
        for (Tool tool : present) {
          tool.close();
        }
      }
      made = new Results(comparison.results(present));
      System.err.print(made.table());
      results = made;
      failed = false;
    }
    return made;
  }

  /**
   * What an operation took.
   *
   * @throws IOException if the tool is not on this machine or failed
   */
  static double seconds(Results results, String tool, Operation operation) throws IOException {
    return row(results, tool, operation).seconds();
  }

  /** The row of a tool and an operation. */
  static ResultRow row(Results results, String tool, Operation operation) throws IOException {
    return results
        .row(tool, operation)
        .orElseThrow(
            () -> new IOException("nothing was measured of " + tool + ", " + operation.word()));
  }

  /** The least of a figure over the peers that keep versions and are on this machine. */
  static double leastOfPeers(
      Results results, Operation operation, Function<ResultRow, Number> figure) throws IOException {
    return Tools.PEERS.stream()
        .flatMap(peer -> results.row(peer, operation).stream())
        .mapToDouble(row -> figure.apply(row).doubleValue())
        .min()
        .orElseThrow(() -> new IOException("no peer is on this machine"));
  }
}
