package io.stemma.internal.log;

import static io.stemma.internal.log.LogFixture.ARCHIVE;
import static io.stemma.internal.log.LogFixture.append;
import static io.stemma.internal.log.LogFixture.logOf;
import static io.stemma.internal.log.LogFixture.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemma.internal.format.v1.ArchiveState;
import io.stemma.internal.format.v1.LogEntry;
import io.stemma.internal.format.v1.LogEntryCodec;
import io.stemma.internal.format.v1.LogKey;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class OperationLogTest {
  private final VirtualTime time = new VirtualTime();
  private final MapStore store = new MapStore();

  @Test
  void aNewArchiveHasAMarkerAndOneEntry() throws IOException {
    OperationLog log = OperationLog.create(store, ARCHIVE, options(time));
    assertThat(store.objects.keySet())
        .containsExactlyInAnyOrder(LogKey.MARKER, "log/003ffffffffff/ffffffffffffe");
    assertThat(log.head().sequence()).isEqualTo(1);
    assertThat(log.head().state()).isEqualTo(ArchiveState.EMPTY);
    assertThat(log.archiveId()).isEqualTo(ARCHIVE);
    assertThat(log.verify()).isEmpty();
  }

  @Test
  void openingCostsTwoRequestsWhateverTheLength() throws IOException {
    for (int entries : new int[] {3_000, 10_000}) {
      MapStore big = new MapStore();
      logOf(big, options(time), entries);
      big.resetCounts();
      OperationLog log = OperationLog.open(big, true, options(time));
      assertThat(log.known().sequence()).isEqualTo(entries);
      assertThat(big.lists).hasValue(1);
      assertThat(big.reads).hasValue(1);
      assertThat(big.requests()).isEqualTo(2);
      log.head();
      assertThat(big.requests()).isEqualTo(3);
    }
  }

  @Test
  void aStoreWithoutArchiveIsRefused() {
    assertThatThrownBy(() -> OperationLog.open(store, true, options(time)))
        .isInstanceOf(NoArchiveException.class)
        .hasMessageContaining("stemma.json");
  }

  @Test
  void creatingTwiceIsRefused() throws IOException {
    OperationLog.create(store, ARCHIVE, options(time));
    String other = ARCHIVE.replace('0', '1');
    assertThatThrownBy(() -> OperationLog.create(store, other, options(time)))
        .isInstanceOf(ArchiveExistsException.class);
    store.objects.remove(LogKey.MARKER);
    assertThatThrownBy(() -> OperationLog.create(store, other, options(time)))
        .isInstanceOf(ArchiveExistsException.class);
  }

  @Test
  void ofConcurrentCreatorsOneWins() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      for (int round = 0; round < 50; round++) {
        MapStore shared = new MapStore();
        List<Callable<Integer>> creators =
            Collections.nCopies(
                4,
                () -> {
                  try {
                    String id = UUID.randomUUID().toString();
                    OperationLog.create(shared, id, options(new VirtualTime()));
                    return 1;
                  } catch (ArchiveExistsException e) {
                    return 0;
                  }
                });
        int winners = 0;
        for (Future<Integer> creator : threads.invokeAll(creators)) {
          winners += creator.get();
        }
        assertThat(winners).isEqualTo(1);
        assertThat(OperationLog.open(shared, false, options(time)).verify()).isEmpty();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void aCreationThatWasBrokenOffIsCompleted() throws IOException {
    OperationLog.create(store, ARCHIVE, options(time));
    byte[] first = store.objects.remove(LogKey.of(1));
    assertThatThrownBy(() -> OperationLog.open(store, false, options(time)))
        .isInstanceOf(NoArchiveException.class)
        .hasMessageContaining("open it once for writing");
    assertThat(OperationLog.open(store, true, options(time)).archiveId()).isEqualTo(ARCHIVE);
    assertThat(store.objects.get(LogKey.of(1))).isEqualTo(first);
  }

  @Test
  void stubsOfDirectoriesArePassedOver() throws IOException {
    logOf(store, options(time), 3);
    for (int i = 0; i < 9; i++) {
      store.objects.put("log/000000000000" + i, new byte[0]);
    }
    store.objects.put("log/003ffffffffff", new byte[0]);
    store.objects.put("log/003ffffffffff/zzz", new byte[3]);
    OperationLog log = OperationLog.open(store, true, options(time));
    assertThat(log.known().sequence()).isEqualTo(3);
    assertThat(log.verify()).isEmpty();
  }

  @Test
  void shardsFollowEachOther() throws IOException {
    LogOptions late = options(time).startingAt(1_020);
    logOf(store, late, 10);
    assertThat(store.objects.keySet().stream().map(key -> key.replaceAll(".*/(.*)/.*", "$1")))
        .contains("003fffffffffe", "003ffffffffff");
    OperationLog log = OperationLog.open(store, true, late);
    assertThat(log.known().sequence()).isEqualTo(1_029);
    assertThat(append(log).sequence()).isEqualTo(1_030);
    try (Stream<LogHead> entries = log.history(log.head())) {
      assertThat(entries.map(LogHead::sequence)).hasSize(11).startsWith(1_030L).endsWith(1_020L);
    }
    assertThat(log.verify()).isEmpty();
  }

  @Test
  void theLoserGetsEveryEntrySinceItsBase() throws IOException {
    OperationLog a = logOf(store, options(time), 1);
    OperationLog b = OperationLog.open(store, true, options(time));
    LogHead base = b.head();
    append(a);
    append(a);
    LogEntry late = b.next(base, List.of(), base.state());
    AppendResult result = b.append(base, late);
    assertThat(result).isInstanceOf(AppendResult.Lost.class);
    assertThat(((AppendResult.Lost) result).since())
        .extracting(LogHead::sequence)
        .containsExactly(2L, 3L);
    assertThat(b.known().sequence()).isEqualTo(3);
  }

  @Test
  void aBaseThatOthersWroteIsMadeDurableOnce() throws IOException {
    logOf(store, options(time), 2);
    OperationLog log = OperationLog.open(store, true, options(time));
    store.resetCounts();
    append(log);
    append(log);
    assertThat(store.syncs).hasValue(1);
  }

  @Test
  void aLongAbsenceIsCaughtUpWithFewRequests() throws IOException {
    OperationLog away = logOf(store, options(time), 2);
    OperationLog busy = OperationLog.open(store, true, options(time));
    for (int i = 0; i < 500; i++) {
      append(busy);
    }
    store.resetCounts();
    assertThat(away.head().sequence()).isEqualTo(502);
    assertThat(store.requests()).isLessThan(25);
  }

  @Test
  void timesNeverDecreaseAndAreSearched() throws IOException {
    OperationLog log = OperationLog.create(store, ARCHIVE, options(time));
    for (int i = 0; i < 300; i++) {
      time.pass(i % 7 == 0 ? 0 : 1_000_000_000L);
      append(log);
    }
    time.pass(-100_000_000_000L);
    LogHead late = append(log);
    assertThat(late.entry().time()).isEqualTo(log.entry(301).orElseThrow().entry().time());
    List<LogHead> all;
    try (Stream<LogHead> entries = log.history(log.head())) {
      all = entries.toList();
    }
    for (LogHead entry : all) {
      LogHead expected =
          all.stream()
              .filter(e -> !e.entry().time().isAfter(entry.entry().time()))
              .findFirst()
              .orElseThrow();
      assertThat(log.asOf(entry.entry().time())).contains(expected);
    }
    assertThat(log.asOf(all.get(300).entry().time().minusNanos(1))).isEmpty();
    assertThat(log.asOf(late.entry().time().plusSeconds(9))).contains(late);
  }

  @Test
  void lostAnswersAreRecognised() throws IOException {
    FaultyStore faulty = new FaultyStore(store, 1, 0);
    OperationLog log = logOf(faulty, options(time), 1);
    for (FaultyStore.Fault fault :
        List.of(
            FaultyStore.Fault.LOST_AFTER, FaultyStore.Fault.LOST_BEFORE, FaultyStore.Fault.ERROR)) {
      long before = log.known().sequence();
      faulty.script(fault, fault);
      assertThat(append(log).sequence()).isEqualTo(before + 1);
    }
    assertThat(log.verify()).isEmpty();
  }

  @Test
  void anErrorThatLastsEndsAtTheDeadline() throws IOException {
    FaultyStore faulty = new FaultyStore(store, 1, 0);
    OperationLog log = logOf(faulty, options(time), 1);
    faulty.always(FaultyStore.Fault.ERROR);
    long before = time.nanoTime();
    assertThatThrownBy(() -> append(log)).isInstanceOf(IOException.class);
    assertThat(time.nanoTime() - before).isBetween(30_000_000_000L, 31_000_000_000L);
    faulty.always(FaultyStore.Fault.LOST_BEFORE);
    LogHead base = log.head();
    LogEntry entry = log.next(base, List.of(), base.state());
    assertThat(log.append(base, entry)).isInstanceOf(AppendResult.Unknown.class);
    faulty.always(FaultyStore.Fault.NONE);
    assertThat(log.append(base, entry)).isInstanceOf(AppendResult.Won.class);
  }

  @Test
  void anEntryThatMayNotBeDurableIsNeverWon() throws IOException {
    FaultyStore faulty = new FaultyStore(store, 1, 0);
    OperationLog log = logOf(faulty, options(time), 1);
    faulty.script(FaultyStore.Fault.DOUBT_AFTER);
    LogHead base = log.head();
    AppendResult result = log.append(base, log.next(base, List.of(), base.state()));
    assertThat(result).isInstanceOf(AppendResult.Unknown.class);
    assertThat(((AppendResult.Unknown) result).durabilityInDoubt()).isTrue();
  }

  @Test
  void aLogForReadingRefusesEntries() throws IOException {
    logOf(store, options(time), 1);
    OperationLog log = OperationLog.open(store, false, options(time));
    assertThatThrownBy(() -> append(log)).isInstanceOf(ReadOnlyLogException.class);
  }

  @Test
  void anUnknownWriterFeatureStopsWriters() throws IOException {
    OperationLog log = logOf(store, options(time), 1);
    SortedSet<String> features = new TreeSet<>(List.of("telepathy"));
    StateDraft draft = new StateDraft(log.head().state());
    draft.writerFeatures().addAll(features);
    LogEntry entry = log.next(log.head(), List.of(), draft.toState());
    assertThatThrownBy(() -> log.append(log.head(), entry))
        .isInstanceOf(ReadOnlyLogException.class);
    store.objects.put(LogKey.of(2), LogEntryCodec.encode(entry));
    OperationLog old = OperationLog.open(store, true, options(time));
    assertThat(old.missingWriterFeatures()).isEqualTo(features);
    assertThatThrownBy(() -> append(old))
        .isInstanceOf(ReadOnlyLogException.class)
        .hasMessageContaining("telepathy");
    assertThat(old.known().sequence()).isEqualTo(2);
  }
}
