package io.stemma.benchmarks.compare;

import io.stemma.benchmarks.Directories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Restores by Stemma in a warm JVM and copies of the same files by {@code cp -r}, in turn, the
 * order changing from pair to pair. All trees are kept, so that everybody writes to fresh pages:
 * into pages that a deleted tree gave back, the same copy is several times as fast.
 */
public final class RestoreBesideCopy {
  private RestoreBesideCopy() {}

  /**
   * Seconds of two restores that were made one after the other.
   *
   * @param own Stemma's
   * @param copy that of {@code cp -r}
   */
  public record Pair(double own, double copy) {}

  /**
   * Measures.
   *
   * @param tree what is restored
   * @param directory for the archive and the restored trees
   * @param count how many pairs
   */
  public static List<Pair> measure(WorkTree tree, Path directory, int count)
      throws IOException, InterruptedException {
    Path place = directory.toAbsolutePath();
    List<Pair> pairs = new ArrayList<>();
    try (Stemma stemma = Stemma.warm()) {
      Session session = stemma.begin(Files.createDirectories(place.resolve("stemma")), tree);
      session.ingest();
      for (int i = 0; i < count; i++) {
        Path own = Files.createDirectories(place.resolve("restored-" + i));
        Path copy = Files.createDirectories(place.resolve("copied-" + i));
        double before = i % 2 == 0 ? copy(tree, copy) : 0;
        double restored = restore(session, own);
        pairs.add(new Pair(restored, i % 2 == 0 ? before : copy(tree, copy)));
        if (i == 0) {
          Directories.requireEqual(tree.root(), own);
        }
      }
    }
    Directories.delete(directory); // the next bars need the room, and fresh memory is used up
    return pairs;
  }

  private static double restore(Session session, Path target)
      throws IOException, InterruptedException {
    WorkTree.warm(session.repository());
    new Command("sync").run();
    return session.restore(target).seconds();
  }

  private static double copy(WorkTree tree, Path target) throws IOException, InterruptedException {
    WorkTree.warm(tree.root());
    new Command("sync").run();
    return new Command("cp", "-r", tree.root() + "/.", target.toString()).run().seconds();
  }
}
