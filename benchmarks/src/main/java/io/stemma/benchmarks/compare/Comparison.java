package io.stemma.benchmarks.compare;

import io.stemma.benchmarks.Directories;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Measures tools beside each other: in every round each operation is done by one tool after the
 * other, and every second round in the opposite order. Before a tool begins, what the others wrote
 * is on disk and what it reads is in the page cache.
 */
public final class Comparison {
  private static final double LONG_ENOUGH = 1;
  private static final int REPETITIONS = 9;
  private static final long SETTLING_SECONDS = 5;

  private final WorkTree tree;
  private final Path directory;
  private final PrintStream log;
  private final List<Measurement> measurements = new ArrayList<>();
  private int rounds;
  private int kept; // the first round that was not deleted
  private long roundBytes;

  /**
   * A comparison.
   *
   * @param tree what is ingested
   * @param directory where repositories and restored files are kept; made if absent
   * @param log for progress
   */
  public Comparison(WorkTree tree, Path directory, PrintStream log) {
    this.tree = tree;
    this.directory = directory.toAbsolutePath();
    this.log = log;
  }

  private record Measurement(String tool, Operation operation, Cost cost) {}

  /** A tool in a round, until it fails. */
  private record Runner(Tool tool, Session session, Path directory) {}

  /** Does one more round with some tools, which stay open. */
  public void round(List<Tool> tools) throws IOException, InterruptedException {
    makeRoom();
    long before = free();
    Path own = directory.resolve("round-" + rounds);
    List<Runner> runners = new ArrayList<>();
    for (Tool tool : tools) {
      Path place = Files.createDirectories(own.resolve(tool.name()));
      try {
        runners.add(new Runner(tool, tool.begin(place, tree), place));
      } catch (IOException e) {
        log.printf("%s failed to begin: %s%n", tool.name(), e);
      }
    }
    if (rounds % 2 == 1) {
      Collections.reverse(runners);
    }
    List<Overlay> applied = new ArrayList<>();
    try {
      step(runners, Operation.INGEST);
      step(runners, Operation.UNCHANGED);
      apply(applied, tree.edit());
      step(runners, Operation.EDIT);
      step(runners, Operation.RESTORE);
      step(runners, Operation.READ);
      apply(applied, tree.added());
      step(runners, Operation.ADD_ONE);
      apply(applied, tree.ten());
      step(runners, Operation.DIFF);
    } finally {
      for (Overlay overlay : applied) {
        overlay.revert();
      }
      for (Runner runner : runners) {
        runner.session.close();
      }
    }
    rounds++;
    roundBytes = Math.max(roundBytes, before - free());
  }

  private static void apply(List<Overlay> applied, Overlay overlay) throws IOException {
    applied.add(0, overlay);
    overlay.apply();
  }

  private void step(List<Runner> runners, Operation operation)
      throws IOException, InterruptedException {
    for (Runner runner : List.copyOf(runners)) {
      if (!runner.session.does(operation)) {
        continue;
      }
      try {
        Cost cost = measured(runner, operation);
        measurements.add(new Measurement(runner.tool.name(), operation, cost));
        log.printf(
            Locale.ROOT,
            "round %d  %-10s %-15s %8.3f s%n",
            rounds + 1,
            operation.word(),
            runner.tool.name(),
            cost.seconds());
      } catch (IOException e) {
        log.printf("%s failed at %s: %s%n", runner.tool.name(), operation.word(), e);
        runners.remove(runner);
      }
    }
  }

  private Cost measured(Runner runner, Operation operation)
      throws IOException, InterruptedException {
    if (operation == Operation.DIFF && !(runner.tool instanceof Copy)) {
      runner.session.ingest();
    }
    Path repository = runner.session.repository();
    long before = operation.stores() ? Directories.bytes(repository) : 0;
    WorkTree.warm(tree.root());
    if (operation != Operation.INGEST) {
      WorkTree.warm(repository);
    }
    new Command("sync").run();
    Cost cost = repeated(runner, operation);
    if (operation.stores()) {
      cost = cost.storing((double) (Directories.bytes(repository) - before));
    }
    return cost;
  }

  private Cost repeated(Runner runner, Operation operation)
      throws IOException, InterruptedException {
    List<Cost> costs = new ArrayList<>();
    double total = 0;
    while (costs.isEmpty()
        || operation.repeatable() && total < LONG_ENOUGH && costs.size() < REPETITIONS) {
      Cost cost = once(runner, operation, costs.size());
      costs.add(cost);
      total += cost.seconds();
    }
    costs.sort(Comparator.comparing(Cost::seconds));
    return costs.get(costs.size() / 2);
  }

  private Cost once(Runner runner, Operation operation, int repetition)
      throws IOException, InterruptedException {
    Session session = runner.session;
    return switch (operation) {
      case INGEST, EDIT -> session.ingest();
      case UNCHANGED -> session.unchanged();
      case RESTORE -> restore(runner);
      case READ -> session.read(tree.ranges(REPETITIONS, rounds).get(repetition));
      case ADD_ONE -> session.addOne(WorkTree.ADDED);
      case DIFF -> session.diff();
    };
  }

  private Cost restore(Runner runner) throws IOException, InterruptedException {
    Path target = Files.createDirectories(runner.directory.resolve("restored"));
    Cost cost = runner.session.restore(target);
    Path restored = runner.session.restored(target);
    if (rounds == 0) {
      Directories.requireEqual(tree.root(), restored);
    }
    return cost;
  }

  /** Deletes earlier rounds where the next would not find room. */
  private void makeRoom() throws IOException, InterruptedException {
    if (kept < rounds && free() <= roundBytes * 5 / 4) {
      log.println("deleting earlier rounds, for there is no room for another");
      clear();
    }
  }

  /**
   * Deletes what the rounds left, and lets the file system come to rest, which makes files slowly
   * for a while after many were deleted.
   */
  public void clear() throws IOException, InterruptedException {
    for (; kept < rounds; kept++) {
      Directories.delete(directory.resolve("round-" + kept));
    }
    new Command("sync").run();
    TimeUnit.SECONDS.sleep(SETTLING_SECONDS);
  }

  private long free() throws IOException {
    FileStore store = Files.getFileStore(Files.createDirectories(directory));
    return store.getUsableSpace();
  }

  /** What was measured so far, as medians over the rounds; in the order of the tools. */
  public List<ResultRow> results(List<Tool> tools) {
    List<ResultRow> rows = new ArrayList<>();
    for (Tool tool : tools) {
      Map<Operation, List<Cost>> costs = new TreeMap<>();
      for (Measurement measurement : measurements) {
        if (measurement.tool.equals(tool.name())) {
          costs.computeIfAbsent(measurement.operation, o -> new ArrayList<>());
          costs.get(measurement.operation).add(measurement.cost);
        }
      }
      costs.forEach((operation, all) -> rows.add(ResultRow.of(tool.name(), operation, all)));
    }
    return rows;
  }
}
