package io.stemma.benchmarks.work;

import io.stemma.Archive;
import io.stemma.ArchiveOptions;
import io.stemma.Branch;
import io.stemma.benchmarks.Latencies;
import io.stemma.testing.archive.DisjointWriters;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/**
 * Commits with several threads. Prints {@code ready}, waits for a line of input, and prints {@code
 * done} and, in nanoseconds, {@code commit} with the duration of each commit.
 */
public final class CommittingProcess {
  private CommittingProcess() {}

  /**
   * Runs.
   *
   * @param args the archive as a path or an address, the name of the writers, how many threads, how
   *     many commits each, and how many each before it is ready
   * @throws Exception if it fails
   */
  public static void main(String[] args) throws Exception {
    int threads = Integer.parseInt(args[2]);
    try (Archive archive = Archive.open(place(args[0]), ArchiveOptions.DEFAULT.withoutCache())) {
      Branch branch = archive.repository("r").main();
      int before = Integer.parseInt(args[4]);
      if (before > 0) {
        Branch other = archive.ensureRepository("before-" + args[1]).main();
        new DisjointWriters(args[1], threads, before).run(other, nanos -> {});
      }
      System.out.println("ready");
      if (System.in.read() < 0) {
        return;
      }
      Latencies latencies = new Latencies();
      List<Long> unused =
          new DisjointWriters(args[1], threads, Integer.parseInt(args[3]))
              .run(branch, latencies::add);
      System.out.println("done");
      for (double percent = 100; percent > 0; percent -= 0.5) {
        System.out.println("commit " + latencies.percentile(percent));
      }
    }
  }

  private static URI place(String archive) {
    return archive.contains("://") ? URI.create(archive) : Path.of(archive).toUri();
  }
}
