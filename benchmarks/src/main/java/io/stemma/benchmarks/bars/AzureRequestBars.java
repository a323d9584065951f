package io.stemma.benchmarks.bars;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobContainerClient;
import io.stemma.Archive;
import io.stemma.ArchiveOptions;
import io.stemma.Branch;
import io.stemma.Commit;
import io.stemma.Transaction;
import io.stemma.benchmarks.Latencies;
import io.stemma.benchmarks.work.ManyFiles;
import io.stemma.benchmarks.work.ManyOperations;
import io.stemma.benchmarks.work.UnforcedStore;
import io.stemma.storage.ObjectStore;
import io.stemma.testing.net.Exchange;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** How many requests things take, and how many of them wait for each other. */
final class AzureRequestBars {
  private static final int WARMING = 10;
  private static final int COMMITS = 30;
  private static final int OPERATIONS = 100_000;
  private static final int FILES = 1_000_000;

  private final AzureRun run;

  AzureRequestBars(AzureRun run) {
    this.run = run;
  }

  List<Bar> all() {
    return List.of(
        new Bar(
            "small commit, head known, 30 ms proxy",
            "2 requests that wait for each other; median at most 2.5 puts",
            this::commit),
        new Bar(
            "open of an archive of 100,000 operations, nothing cached / cached",
            "at most 4 / 2 requests",
            this::open),
        new Bar(
            "first file of a branch of 1,000,000 files, nothing cached",
            "at most 8 dependent requests",
            this::firstFile));
  }

  private Bar.Reached commit(Path directory) throws Exception {
    BlobContainerClient container = run.newContainer();
    Latencies puts = new Latencies();
    Latencies begins = new Latencies();
    Latencies commits = new Latencies();
    Latencies chains = new Latencies();
    try (AzureLink link = AzureLink.far(run);
        ObjectStore store = link.store(container);
        Archive archive = Archive.create(store, AzureRun.OPTIONS)) {
      Branch main = archive.createRepository("r").main();
      BlobContainerClient plain = link.container(run.newContainer());
      BinaryData small = BinaryData.fromBytes(new byte[1024]);
      for (int i = 0; i < WARMING + COMMITS; i++) {
        long begin = System.nanoTime();
        plain.getBlobClient("put" + i).upload(small);
        long put = System.nanoTime();
        try (Transaction tx = main.begin("one more")) {
          long begun = System.nanoTime();
          tx.write("/shot00500/file" + i, "file" + i);
          link.exchanges();
          long asked = System.nanoTime();
          tx.commit();
          long done = System.nanoTime();
          if (i >= WARMING) {
            puts.add(put - begin);
            begins.add(begun - put);
            commits.add(done - asked);
            chains.add(Exchange.longestChain(link.exchanges()));
          }
        }
      }
    }
    double share = commits.percentileMillis(50) / puts.percentileMillis(50);
    long chain = chains.percentile(50);
    return new Bar.Reached(
        String.format(
            Locale.ROOT,
            "%d requests that wait for each other (at most %d), median %.1f ms, %.2f puts of %.1f"
                + " ms; the beginning, which looks for the head, %.1f ms before",
            chain,
            chains.percentile(100),
            commits.percentileMillis(50),
            share,
            puts.percentileMillis(50),
            begins.percentileMillis(50)),
        chain <= 2 && share <= 2.5);
  }

  private BlobContainerClient copied(Path made) throws Exception {
    BlobContainerClient container = run.newContainer();
    try (ObjectStore from = new UnforcedStore(made);
        ObjectStore to = AzureRun.store(container)) {
      AzureRun.copy(from, to);
    }
    return container;
  }

  private Bar.Reached open(Path directory) throws Exception {
    Path made = directory.resolve("archive");
    long entries = ManyOperations.fill(made, OPERATIONS);
    BlobContainerClient container = copied(made);
    ArchiveOptions cached = AzureRun.OPTIONS.withCacheDirectory(directory.resolve("cache"));
    try (AzureLink link = AzureLink.far(run)) {
      Opened cold = opened(link, container, AzureRun.OPTIONS);
      Opened filling = opened(link, container, cached);
      Opened warm = opened(link, container, cached);
      return new Bar.Reached(
          String.format(
              Locale.ROOT,
              "%s / %s (%s while it was filled; %,d entries of the log)",
              cold,
              warm,
              filling,
              entries),
          cold.requests <= 4 && warm.requests <= 2);
    }
  }

  /**
   * What opening took.
   *
   * @param requests all of them
   * @param chain how many waited for each other
   * @param millis until the archive was open
   */
  private record Opened(int requests, int chain, double millis) {
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT, "%d requests, %d in a row, %.0f ms", requests, chain, millis);
    }
  }

  private static Opened opened(
      AzureLink link, BlobContainerClient container, ArchiveOptions options) throws IOException {
    link.exchanges();
    long begin = System.nanoTime();
    try (ObjectStore store = link.store(container);
        Archive archive = Archive.open(store, options)) {
      double millis = (System.nanoTime() - begin) / 1e6;
      List<Exchange> exchanges = link.exchanges();
      if (archive.repositories().isEmpty()) {
        throw new IOException("nothing is in it");
      }
      return new Opened(exchanges.size(), Exchange.longestChain(exchanges), millis);
    }
  }

  private Bar.Reached firstFile(Path directory) throws Exception {
    Path made = directory.resolve("archive");
    try (Archive archive = Archive.create(new UnforcedStore(made), AzureRun.OPTIONS)) {
      Branch unused = ManyFiles.fill(archive, FILES);
    }
    BlobContainerClient container = copied(made);
    try (AzureLink link = AzureLink.far(run)) {
      long begin = System.nanoTime();
      try (ObjectStore store = link.store(container);
          Archive archive = Archive.open(store, AzureRun.OPTIONS.forReading())) {
        Commit head = archive.repository("r").main().head();
        byte[] read = head.read(ManyFiles.path(FILES / 3));
        double millis = (System.nanoTime() - begin) / 1e6;
        List<Exchange> exchanges = link.exchanges();
        int chain = Exchange.longestChain(exchanges);
        return new Bar.Reached(
            String.format(
                Locale.ROOT,
                "%d dependent requests of %d from opening on, %.0f ms for %d bytes",
                chain,
                exchanges.size(),
                millis,
                read.length),
            chain <= 8);
      }
    }
  }
}
