package io.stemma.storage.azure;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemma.Archive;
import io.stemma.ArchiveOptions;
import io.stemma.storage.MemoryObjectStore;
import io.stemma.storage.ObjectStore;
import io.stemma.testing.DamageTrial;
import io.stemma.testing.SampleArchive;
import io.stemma.testing.archive.ArchiveChange;
import io.stemma.testing.archive.CrashTrial;
import io.stemma.testing.archive.DisjointWriters;
import io.stemma.testing.archive.FaultyCommits;
import io.stemma.testing.archive.KilledProcess;
import io.stemma.testing.archive.ModelRun;
import io.stemma.testing.archive.RewrittenHistories;
import io.stemma.testing.archive.StoreOpening;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What archives go through in memory, on Azure: smaller, as every request takes its time. */
@Tag("account")
class AzureTrialsTest {
  @TempDir static Path temp;

  private final ArchiveOptions options = ArchiveOptions.DEFAULT.withoutCache();

  @SuppressWarnings("NullAway.Init") // set before each test
  private TestPlace place;

  @BeforeEach
  void makePlace() throws IOException {
    place = TestPlace.make();
  }

  @AfterEach
  void leavePlace() {
    place.close();
  }

  private ObjectStore store() {
    try {
      return place.open("model");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void anArchiveAgreesWithItsModel(long seed) {
    new ModelRun(this::store, options, temp, seed).run(Trials.sized(20, 250));
  }

  static Stream<ArchiveChange> changes() throws IOException {
    return ArchiveChange.all(ArchiveChange.makeDay(temp.resolve("day"))).stream()
        .filter(change -> Trials.sized(0, 1) == 1 || !change.name().contains("tables"));
  }

  @ParameterizedTest
  @MethodSource("changes")
  void aKilledProcessLeavesTheOldStateOrTheNew(ArchiveChange change) throws IOException {
    Supplier<StoreOpening> stores = stores("killed-");
    new CrashTrial(() -> new KilledProcess(stores), 1, temp.resolve(change.name())).run(change);
  }

  /** Gives another store each time. */
  private Supplier<StoreOpening> stores(String name) {
    int[] number = {0};
    return () -> place.opening(name + number[0]++);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void noCommitIsLostOrMadeTwiceWhereOperationsFail(long seed)
      throws IOException, InterruptedException {
    new FaultyCommits(place.opening("faulty"), FaultyCommits.usualOptions(), seed, 0.03)
        .run(4, Trials.sized(8, 50));
  }

  @Test
  void rewrittenHistoriesAreRefused() throws IOException {
    new RewrittenHistories(temp, stores("rewritten-")).run(2);
  }

  @ParameterizedTest
  @EnumSource(DamageTrial.Harm.class)
  void damageIsFoundAndNeverRead(DamageTrial.Harm harm) throws IOException {
    MemoryObjectStore foreign = new MemoryObjectStore();
    SampleArchive.create(foreign.reopen(), 8, 40, 2);
    SampleArchive.create(place.open("damaged"), 7, 40, 2);
    Random random = new Random(harm.name().hashCode());
    try (ObjectStore store = place.open("damaged")) {
      DamageTrial trial = new DamageTrial(store, foreign);
      for (String kind : List.of("log/", "packs/")) {
        List<String> keys = trial.keys(kind);
        for (int i = 0; i < Trials.sized(1, 5); i++) {
          assertThat(trial.run(keys.get(random.nextInt(keys.size())), harm, random))
              .matches(DamageTrial.Outcome::isGood);
        }
      }
    }
  }

  @Test
  void noCommitOfTwoArchivesIsLost() throws IOException, InterruptedException {
    DisjointWriters one = new DisjointWriters("one", 4, Trials.sized(5, 25));
    DisjointWriters other = new DisjointWriters("other", 4, Trials.sized(5, 25));
    try (Archive first = Archive.create(place.open("writers"), options);
        Archive second = Archive.open(place.open("writers"), options)) {
      first.createRepository("r");
      Thread thread = new Thread(() -> run(other, second));
      thread.start();
      run(one, first);
      thread.join();
      DisjointWriters.check(first, first.repository("r").main(), List.of(one, other));
    }
  }

  private static void run(DisjointWriters writers, Archive archive) {
    try {
      List<Long> unused = writers.run(archive.repository("r").main(), nanos -> {});
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
