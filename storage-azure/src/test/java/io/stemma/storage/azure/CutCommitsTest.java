package io.stemma.storage.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.stemma.Archive;
import io.stemma.ArchiveOptions;
import io.stemma.Branch;
import io.stemma.CommitOutcomeUnknownException;
import io.stemma.VerifyOptions;
import io.stemma.storage.ObjectStore;
import io.stemma.testing.archive.DisjointWriters;
import io.stemma.testing.archive.FaultyCommits;
import io.stemma.testing.net.Link;
import io.stemma.testing.net.NetworkFault;
import io.stemma.testing.net.NetworkPlan;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

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
      assertThat(azurite.faults()).as(what).isPositive();
    }
  }

  /** The log entry is put or is not, and then the network is gone until the deadline has passed. */
  @ParameterizedTest
  @EnumSource(names = {"CUT_BEFORE_REQUEST", "CUT_BEFORE_ANSWER"})
  void whatBecameOfACommitIsToldLater(NetworkFault fault) throws IOException {
    AtomicBoolean gone = new AtomicBoolean();
    NetworkPlan plan =
        (number, method, target) -> {
          boolean before = gone.get();
          gone.compareAndSet(false, method.equals("PUT") && target.contains("%2Flog%2F"));
          return before ? NetworkFault.CUT_BEFORE_REQUEST : gone.get() ? fault : NetworkFault.NONE;
        };
    ArchiveOptions options =
        ArchiveOptions.DEFAULT.withoutCache().withCommitDeadline(Duration.ofSeconds(1));
    try (ProxiedAzurite azurite = new ProxiedAzurite(Link.DIRECT, plan, 1);
        ObjectStore store = azurite.open("unknown-" + fault.isAfterEffect(), 1);
        Archive archive = Archive.create(store, options)) {
      Branch main = archive.createRepository("r").main();
      azurite.proxy().setEnabled(true);
      CommitOutcomeUnknownException unknown =
          catchThrowableOfType(
              CommitOutcomeUnknownException.class,
              () -> main.commit("one", tx -> tx.write("/one", "1")));
      assertThat(unknown).isNotNull();
      azurite.proxy().setEnabled(false);
      // Another entry takes the place, if it is free.
      archive.ensureRepository("another");
      assertThat(archive.outcome(unknown.operation(), unknown.sequence()))
          .hasValue(fault.isAfterEffect());
      assertThat(main.head().exists("/one")).isEqualTo(fault.isAfterEffect());
      assertThat(archive.verify(VerifyOptions.EVERY_BYTE).isClean()).isTrue();
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
