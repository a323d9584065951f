package io.stemma.storage.azure;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemma.Archive;
import io.stemma.ArchiveOptions;
import io.stemma.storage.ObjectStore;
import io.stemma.testing.archive.DisjointWriters;
import io.stemma.testing.archive.FaultyCommits;
import io.stemma.testing.net.Link;
import io.stemma.testing.net.NetworkFault;
import io.stemma.testing.net.NetworkPlan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Commits over a network that cuts connections. */
class CutCommitsTest {
  private static final NetworkFault[] BEFORE_AND_AFTER_THE_EFFECT = {
    NetworkFault.CUT_BEFORE_REQUEST, NetworkFault.CUT_BEFORE_ANSWER
  };

  /** With more than one try the client library meets what it made itself. */
  @ParameterizedTest
  @CsvSource({"1, 0.01, 1", "2, 0.05, 3", "3, 0.3, 1"})
  void noCommitIsLostOrMadeTwice(long seed, double rate, int tries)
      throws IOException, InterruptedException {
    int each = Trials.sized(rate < 0.02 ? 50 : 10, rate < 0.02 ? 500 : 50);
    NetworkPlan plan = NetworkPlan.random(seed, rate, BEFORE_AND_AFTER_THE_EFFECT);
    String store = "commits-" + seed;
    try (ProxiedAzurite azurite = new ProxiedAzurite(Link.DIRECT, plan, seed)) {
      String what =
          new FaultyCommits(
                  () -> ProxiedAzurite.openDirectly(store),
                  () -> azurite.failing(store, tries),
                  FaultyCommits.usualOptions())
              .run(4, each);
      System.out.println("seed " + seed + ": " + what + " in " + azurite.proxy());
      assertThat(azurite.faults()).isPositive();
    }
  }

  @Test
  void noCommitOfTwoProcessesIsLostOrMadeTwice() throws Exception {
    NetworkPlan plan =
        NetworkPlan.random(
            4,
            0.02,
            NetworkFault.CUT_BEFORE_REQUEST,
            NetworkFault.CUT_IN_REQUEST,
            NetworkFault.CUT_BEFORE_ANSWER,
            NetworkFault.CUT_IN_ANSWER,
            NetworkFault.TRUNCATED_ANSWER);
    int each = Trials.sized(8, 25);
    try (ProxiedAzurite azurite = new ProxiedAzurite(Link.DIRECT, plan, 4);
        ObjectStore store = ProxiedAzurite.openDirectly("processes");
        Archive archive = Archive.create(store, ArchiveOptions.DEFAULT.withoutCache())) {
      archive.createRepository("r");
      List<JavaProcess> processes = new ArrayList<>();
      List<DisjointWriters> writers = new ArrayList<>();
      try {
        for (String name : List.of("one", "other")) {
          String port = Integer.toString(azurite.proxy().port());
          processes.add(
              JavaProcess.start(CommittingProcess.class, port, "processes", name, "4", "" + each));
          writers.add(new DisjointWriters(name, 4, each));
        }
        for (JavaProcess process : processes) {
          assertThat(process.line()).isEqualTo("ready");
        }
        azurite.proxy().setEnabled(true);
        for (JavaProcess process : processes) {
          process.say("go");
        }
        for (JavaProcess process : processes) {
          assertThat(process.line()).isEqualTo("done");
        }
      } finally {
        processes.forEach(JavaProcess::kill);
      }
      assertThat(azurite.faults()).isPositive();
      DisjointWriters.check(archive, archive.repository("r").main(), writers);
    }
  }
}
