package io.stemma.internal.log;

import static io.stemma.internal.log.LogFixture.append;
import static io.stemma.internal.log.LogFixture.logOf;
import static io.stemma.internal.log.LogFixture.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemma.internal.base.Hash;
import io.stemma.internal.format.v1.EntryRef;
import io.stemma.internal.format.v1.LogKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LogRecoveryTest {
  private final VirtualTime time = new VirtualTime();
  private final MapStore store = new MapStore();

  private void damage(long sequence, String how) {
    store.objects.computeIfPresent(
        LogKey.of(sequence),
        (key, bytes) -> {
          byte[] copy = bytes.clone();
          copy[copy.length / 2] ^= 4;
          return switch (how) {
            case "flipped" -> copy;
            case "truncated" -> Arrays.copyOf(bytes, bytes.length / 2);
            default -> new byte[0];
          };
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"flipped", "truncated", "emptied"})
  void aDamagedNewestEntryIsNamedAndRecoveredOver(String how) throws IOException {
    OperationLog log = logOf(store, options(time), 5);
    LogHead four = log.entry(4).orElseThrow();
    damage(5, how);
    assertThatThrownBy(() -> OperationLog.open(store, true, options(time)))
        .isInstanceOf(DamagedLogException.class)
        .hasMessageContaining(LogKey.of(5))
        .hasMessageContaining("recover");
    LogHead recovered = OperationLog.recover(store, options(time));
    assertThat(recovered.sequence()).isEqualTo(6);
    assertThat(recovered.state()).isEqualTo(four.state());
    assertThat(recovered.entry().recoversFrom()).contains(four.ref());
    assertThat(recovered.entry().previous()).isEqualTo(Hash.of(store.bytes(LogKey.of(5))));
    OperationLog reopened = OperationLog.open(store, true, options(time));
    assertThat(append(reopened).sequence()).isEqualTo(7);
    try (Stream<LogHead> entries = reopened.history(reopened.head())) {
      assertThat(entries.map(LogHead::sequence)).containsExactly(7L, 6L, 4L, 3L, 2L, 1L);
    }
    assertThat(reopened.verify())
        .singleElement()
        .satisfies(fault -> assertThat(fault.key()).isEqualTo(LogKey.of(5)))
        .satisfies(fault -> assertThat(fault.problem()).contains("entry 6 recovered over it"));
    assertThat(OperationLog.recover(store, options(time)).sequence()).isEqualTo(7);
  }

  @Test
  void severalDamagedEntriesAreRecoveredOver() throws IOException {
    OperationLog other = logOf(store, options(time), 3);
    OperationLog log = OperationLog.open(store, true, options(time));
    append(log);
    append(log);
    damage(4, "flipped");
    damage(5, "emptied");
    assertThat(OperationLog.recover(store, options(time)).sequence()).isEqualTo(6);
    assertThat(other.head().sequence()).isEqualTo(6);
    assertThat(other.verify())
        .extracting(LogFault::key)
        .containsExactly(LogKey.of(5), LogKey.of(4));
  }

  @Test
  void aDamagedFirstEntryFollowsFromTheMarker() throws IOException {
    LogHead first = logOf(store, options(time), 1).head();
    damage(1, "flipped");
    assertThat(OperationLog.recover(store, options(time)).state()).isEqualTo(first.state());
    assertThat(OperationLog.open(store, true, options(time)).known().sequence()).isEqualTo(2);
  }

  @Test
  void aWriterThatKnewTheLostEntryIsToldSo() throws IOException {
    OperationLog writer = logOf(store, options(time), 5);
    damage(5, "flipped");
    OperationLog.recover(store, options(time));
    assertThatThrownBy(writer::head)
        .isInstanceOf(ForkException.class)
        .hasMessageContaining("entry 6 recovered over it");
  }

  @Test
  void anArchiveThatWentBackIsRefusedUntilRecovered(@TempDir Path cache) throws IOException {
    LogHead newest = logOf(store, options(time, KnownHeads.in(cache)), 5).known();
    KnownHeads.in(cache).flush(newest.entry().archiveId());
    store.objects.remove(LogKey.of(5));
    LogOptions later = options(time, knowing(cache, newest));
    assertThatThrownBy(() -> OperationLog.open(store, true, later))
        .isInstanceOf(RollbackException.class)
        .satisfies(e -> assertThat(((RollbackException) e).sequence()).isEqualTo(5))
        .satisfies(e -> assertThat(((RollbackException) e).newest()).isEqualTo(4))
        .satisfies(
            e ->
                assertThat(((RollbackException) e).expectedDigest())
                    .isEqualTo(newest.digest().toString()));
    LogHead recovered = OperationLog.recover(store, later);
    assertThat(recovered.sequence()).isEqualTo(5);
    assertThat(recovered.entry().recoversFrom()).isPresent();
    OperationLog open = OperationLog.open(store, true, options(time, KnownHeads.in(cache)));
    assertThat(open.known()).isEqualTo(recovered);
    assertThat(open.verify()).isEmpty();
  }

  private static KnownHeads knowing(Path cache, LogHead head) {
    KnownHeads known = KnownHeads.in(cache);
    known.remember(head.entry().archiveId(), head.ref());
    known.flush(head.entry().archiveId());
    return KnownHeads.in(cache);
  }

  @Test
  void aForkIsRefused() throws IOException {
    KnownHeads known = KnownHeads.inMemory();
    OperationLog log = logOf(store, options(time, known), 3);
    MapStore fork = store.copy();
    LogHead expected = append(log);
    OperationLog other = OperationLog.open(fork, true, options(time));
    LogHead found = append(other);
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> OperationLog.open(fork, true, options(time, known)))
          .isInstanceOf(ForkException.class)
          .satisfies(e -> assertThat(((ForkException) e).sequence()).isEqualTo(4))
          .satisfies(
              e ->
                  assertThat(((ForkException) e).expectedDigest())
                      .isEqualTo(expected.digest().toString()))
          .satisfies(
              e ->
                  assertThat(((ForkException) e).foundDigest())
                      .isEqualTo(found.digest().toString()));
      append(other);
    }
    assertThatThrownBy(() -> other.checkExtends(expected.ref())).isInstanceOf(ForkException.class);
    other.checkExtends(log.entry(2).orElseThrow().ref());
    assertThatThrownBy(() -> log.checkExtends(new EntryRef(99, expected.digest())))
        .isInstanceOf(RollbackException.class);
    known.forget(expected.entry().archiveId());
    OperationLog.open(fork, true, options(time, known));
  }

  @Test
  void anOpenLogNoticesThatItsHeadIsGone() throws IOException {
    OperationLog log = logOf(store, options(time), 1);
    OperationLog other = OperationLog.open(store, true, options(time));
    append(other);
    log.head();
    store.objects.remove(LogKey.of(2));
    assertThatThrownBy(() -> append(log)).isInstanceOf(RollbackException.class);
  }

  @Test
  void aDamagedMemoryIsIgnored(@TempDir Path cache) throws IOException {
    LogHead head = logOf(store, options(time), 3).known();
    String archive = head.entry().archiveId();
    knowing(cache, head);
    Path file = cache.resolve(archive + ".head");
    byte[] good = Files.readAllBytes(file);
    assertThat(KnownHeads.in(cache).get(archive)).contains(head.ref());
    for (int i = 0; i < good.length; i++) {
      byte[] bad = good.clone();
      bad[i] ^= 1;
      Files.write(file, bad);
      assertThat(KnownHeads.in(cache).get(archive)).as("byte %s", i).isEmpty();
    }
    Files.write(file, new byte[0]);
    assertThat(KnownHeads.in(cache).get(archive)).isEmpty();
    Files.delete(file);
    Files.createDirectory(file);
    assertThat(KnownHeads.in(cache).get(archive)).isEmpty();
    knowing(cache, head);
  }

  @Test
  void verifyTellsEveryFault() throws IOException {
    OperationLog log = logOf(store, options(time), 20);
    damage(5, "flipped");
    store.objects.remove(LogKey.of(8));
    byte[] ten = store.objects.get(LogKey.of(10));
    store.objects.put(LogKey.of(10), store.objects.get(LogKey.of(11)));
    store.objects.put(LogKey.of(11), ten);
    store.objects.remove(LogKey.of(14));
    store.objects.remove(LogKey.of(15));
    MapStore foreign = new MapStore();
    OperationLog.create(foreign, LogFixture.ARCHIVE.replace('0', '9'), options(time));
    store.objects.put(LogKey.MARKER, foreign.objects.get(LogKey.MARKER));
    List<LogFault> faults = log.verify();
    assertThat(faults)
        .extracting(LogFault::key)
        .containsExactly(
            LogKey.of(15), LogKey.of(11), LogKey.of(10), LogKey.of(8), LogKey.of(5), "stemma.json");
    assertThat(faults.get(0).problem()).isEqualTo("entries 14 to 15 are missing");
    assertThat(faults.get(1).problem()).contains("entry 10 is in the place of entry 11");
    assertThat(faults.get(4).problem()).contains("checksum");
  }
}
