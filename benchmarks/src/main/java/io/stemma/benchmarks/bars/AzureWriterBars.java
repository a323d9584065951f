package io.stemma.benchmarks.bars;

import com.azure.storage.blob.BlobContainerClient;
import io.stemma.Archive;
import io.stemma.benchmarks.ChildJvm;
import io.stemma.benchmarks.Latencies;
import io.stemma.benchmarks.work.CommittingProcess;
import io.stemma.storage.ObjectStore;
import io.stemma.testing.archive.DisjointWriters;
import io.stemma.testing.archive.FailingStore;
import io.stemma.testing.archive.FaultyCommits;
import io.stemma.testing.archive.IngestTrial;
import io.stemma.testing.net.Link;
import io.stemma.testing.net.NetworkFault;
import io.stemma.testing.net.NetworkPlan;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Writers over a network that cuts connections, and one that is killed. */
final class AzureWriterBars {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final int THREADS = 4;
  private static final int EACH = 25;
  private static final double CUT_RATE = 0.02;
  private static final double FAULT_RATE = 0.01;
  private static final int FAULTY_COMMITS = 2_000;
  private static final int SHOTS = 200;
  private static final int KILLS = 50;

  private final AzureRun run;

  AzureWriterBars(AzureRun run) {
    this.run = run;
  }

  List<Bar> all() {
    return List.of(
        new Bar(
            "2 JVMs x 4 threads x 25 commits to one branch through the cutting proxy",
            "200 commits, none lost, none twice",
            this::processes),
        new Bar(
            "1 % of requests fail, half of them after the effect, 2,000 commits",
            "none lost, none twice, verify clean", this::faults),
        new Bar(
            "ingester killed 50 times while 200 shots arrive",
            "200 shots, each once, complete",
            this::kills));
  }

  private Bar.Reached processes(Path directory) throws Exception {
    BlobContainerClient container = run.newContainer();
    NetworkPlan plan =
        NetworkPlan.random(
            1,
            CUT_RATE,
            NetworkFault.CUT_BEFORE_REQUEST,
            NetworkFault.CUT_IN_REQUEST,
            NetworkFault.CUT_BEFORE_ANSWER,
            NetworkFault.CUT_IN_ANSWER,
            NetworkFault.TRUNCATED_ANSWER);
    try (AzureLink link = new AzureLink(run, Link.DIRECT, plan, 1);
        ObjectStore store = AzureRun.store(container);
        Archive archive = Archive.create(store, AzureRun.OPTIONS)) {
      archive.createRepository("r");
      link.proxy().setEnabled(false);
      URI place = AzureRun.signed(container, link.proxy().port(), "rcl");
      double seconds;
      Latencies latencies = new Latencies();
      try (ChildJvm one = start(place, "one");
          ChildJvm other = start(place, "other")) {
        one.awaitLine("ready", PATIENCE);
        other.awaitLine("ready", PATIENCE);
        link.proxy().setEnabled(true);
        long begin = System.nanoTime();
        for (ChildJvm child : List.of(one, other)) {
          child.process().getOutputStream().write('\n');
          child.process().getOutputStream().flush();
        }
        one.awaitLine("done", PATIENCE);
        other.awaitLine("done", PATIENCE);
        seconds = (System.nanoTime() - begin) / 1e9;
        for (ChildJvm child : List.of(one, other)) {
          WriterBars.requireSuccess(child);
          child.output().stream()
              .filter(line -> line.startsWith("commit "))
              .forEach(line -> latencies.add(Long.parseLong(line.substring(7))));
        }
      }
      List<DisjointWriters> writers =
          List.of(
              new DisjointWriters("one", THREADS, EACH),
              new DisjointWriters("other", THREADS, EACH));
      DisjointWriters.check(archive, archive.repository("r").main(), writers);
      return new Bar.Reached(
          String.format(
              Locale.ROOT,
              "%d commits, none lost, none twice; %d of %d requests cut; %.1f s, p50 %.0f ms, p99"
                  + " %.0f ms",
              2 * THREADS * EACH,
              link.faults(),
              link.proxy().requests(),
              seconds,
              latencies.percentileMillis(50),
              latencies.percentileMillis(99)),
          link.faults() > 0);
    }
  }

  private static ChildJvm start(URI place, String name) throws IOException {
    return ChildJvm.start(
        CommittingProcess.class,
        List.of("-Xmx256m"),
        List.of(place.toString(), name, "" + THREADS, "" + EACH, "0"));
  }

  private Bar.Reached faults(Path directory) throws Exception {
    BlobContainerClient container = run.newContainer();
    NetworkPlan plan =
        NetworkPlan.random(
            1, FAULT_RATE, NetworkFault.CUT_BEFORE_REQUEST, NetworkFault.CUT_BEFORE_ANSWER);
    try (AzureLink link = new AzureLink(run, Link.DIRECT, plan, 1)) {
      link.proxy().setEnabled(false);
      long begin = System.nanoTime();
      String figures =
          new FaultyCommits(
                  () -> AzureRun.store(container),
                  () -> failing(link, container),
                  FaultyCommits.usualOptions())
              .run(THREADS, FAULTY_COMMITS / THREADS);
      return new Bar.Reached(
          String.format(
              Locale.ROOT,
              "none lost, none twice, clean: %s of %d requests, %.0f s",
              figures,
              link.proxy().requests(),
              (System.nanoTime() - begin) / 1e9),
          link.faults() > 0);
    }
  }

  private static FailingStore failing(AzureLink link, BlobContainerClient container) {
    return new FailingStore() {
      @Override
      public ObjectStore open() throws IOException {
        return link.store(container);
      }

      @Override
      public void setEnabled(boolean enabled) {
        link.proxy().setEnabled(enabled);
      }

      @Override
      public long faults() {
        return link.faults();
      }
    };
  }

  private Bar.Reached kills(Path directory) throws Exception {
    BlobContainerClient container = run.newContainer();
    URI place = AzureRun.signed(container, run.server().port(), "rcl");
    IngestTrial trial = new IngestTrial(place, directory.resolve("digitizer"), 1);
    long begin = System.nanoTime();
    trial.run(SHOTS, KILLS);
    return new Bar.Reached(
        String.format(
            Locale.ROOT,
            "%d shots, each once, complete; %d kills, %.0f s",
            SHOTS,
            trial.kills(),
            (System.nanoTime() - begin) / 1e9),
        trial.kills() == KILLS);
  }
}
