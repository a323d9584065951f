package io.stemma.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemma.Archive;
import io.stemma.ArchiveHead;
import io.stemma.ArchiveOptions;
import io.stemma.Branch;
import io.stemma.Commit;
import io.stemma.Compaction;
import io.stemma.CorruptObjectException;
import io.stemma.DamageException;
import io.stemma.Verification;
import io.stemma.VerifyOptions;
import io.stemma.internal.format.v1.ArchiveState;
import io.stemma.internal.format.v1.IndexRow;
import io.stemma.internal.format.v1.Kind;
import io.stemma.internal.format.v1.Location;
import io.stemma.internal.index.IndexReader;
import io.stemma.internal.index.RowSource;
import io.stemma.internal.maintenance.Compactor;
import io.stemma.storage.MemoryObjectStore;
import io.stemma.storage.ObjectInfo;
import io.stemma.storage.ObjectWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Checking, rebuilding and compacting an archive, through the API. */
class MaintenanceTest {
  private static final ArchiveOptions OPTIONS = ArchiveOptions.DEFAULT.withoutCache();

  private final MemoryObjectStore store = new MemoryObjectStore();
  private final Random random = new Random(3);
  private final Map<String, byte[]> files = new HashMap<>();

  private OpenArchive create() {
    return (OpenArchive) Archive.create(store.reopen(), OPTIONS);
  }

  private OpenArchive open() {
    return (OpenArchive) Archive.open(store.reopen(), OPTIONS);
  }

  private Commit write(Branch branch, String path, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    files.put(path, bytes);
    return branch.commit(path, tx -> tx.write(path, bytes));
  }

  private void requireAll(Archive archive) {
    Commit head = archive.repository("shots").main().head();
    assertThat(head.files()).isEqualTo(files.size());
    files.forEach((path, bytes) -> assertThat(head.read(path)).isEqualTo(bytes));
  }

  private static void requireClean(Archive archive) {
    assertThat(archive.verify(VerifyOptions.EVERY_BYTE).damages()).isEmpty();
    assertThat(archive.verify().damages()).isEmpty();
  }

  private List<String> keys(String prefix) throws IOException {
    try (Stream<ObjectInfo> listed = store.list(prefix, "", 100_000)) {
      return listed.map(ObjectInfo::key).toList();
    }
  }

  private void replace(String key, byte[] bytes) throws IOException {
    store.delete(key);
    try (ObjectWriter writer = store.create(key)) {
      writer.write(ByteBuffer.wrap(bytes));
      writer.commit();
    }
  }

  private byte[] bytes(String key) throws IOException {
    return store.read(key, 0, Integer.MAX_VALUE - 8).bytes().array();
  }

  private static ArchiveState state(OpenArchive archive) {
    return archive.engine.head().state();
  }

  /** Commits with index objects of each way in which they come to be. */
  private void fill(Archive archive) {
    Branch main = archive.createRepository("shots").main();
    main.commit(
        "many",
        tx -> {
          for (int i = 0; i < 300; i++) {
            byte[] bytes = new byte[50];
            random.nextBytes(bytes);
            files.put("/many/" + i, bytes);
            tx.write("/many/" + i, bytes);
          }
        });
    for (int i = 0; i < 40; i++) {
      write(main, "/f" + i, 200);
    }
    write(main, "/large", 3 << 20);
  }

  @Test
  void manySmallCommitsLeaveFewIndexObjectsAndReadableFiles() throws IOException {
    int commits = 2_000;
    try (OpenArchive archive = create()) {
      Branch main = archive.createRepository("shots").main();
      for (int i = 0; i < commits; i++) {
        write(main, "/" + i % 50 + "/f" + i % 400, 20 + i % 300);
      }
    }
    try (OpenArchive archive = open()) {
      Compaction compaction = archive.compact();
      assertThat(Compactor.isDue(state(archive))).isFalse();
      assertThat(state(archive).indexes()).hasSizeLessThan(12);
      assertThat(compaction.bytesWritten()).isGreaterThan(0);
      assertThat(archive.compact()).isEqualTo(new Compaction(0, 0, 0));
      Verification verification = archive.verify(VerifyOptions.EVERY_BYTE);
      assertThat(verification.damages()).isEmpty();
      assertThat(verification.commits()).isEqualTo(commits + 1);
      assertThat(verification.files()).isEqualTo(commits);
      requireAll(archive);
      assertThat(
              archive
                  .operations()
                  .map(o -> o.type())
                  .filter(t -> t.equals("compact-packs"))
                  .count())
          .isGreaterThan(1);
      assertThat(archive.repository("shots").main().log().count()).isEqualTo(commits + 1);
    }
    assertThat(keys("packs/").size()).isGreaterThan(commits);
  }

  @Test
  void compactionMakesOnePackOfManyAndCopiesLargeChunksAsTheyAre() {
    try (OpenArchive archive = create()) {
      fill(archive);
      Compaction done = archive.compact();
      assertThat(done.packsMerged()).isGreaterThan(40);
      assertThat(done.indexesMerged()).isEqualTo(2);
      assertThat(state(archive).indexes()).hasSize(1);
      assertThat(state(archive).recent()).isEmpty();
      requireAll(archive);
      requireClean(archive);
      write(archive.repository("shots").main(), "/after", 10);
      requireClean(archive);
    }
    try (OpenArchive archive = open()) {
      requireAll(archive);
      requireClean(archive);
    }
  }

  @Test
  void archivesThatCompactAtOnceDisturbNeitherEachOtherNorCommits() throws Exception {
    try (OpenArchive archive = create()) {
      Branch main = archive.createRepository("shots").main();
      for (int i = 0; i < 350; i++) {
        write(main, "/f" + i, 30);
      }
    }
    try (OpenArchive one = open();
        OpenArchive two = open()) {
      List<Throwable> failures = new ArrayList<>();
      List<Thread> threads = new ArrayList<>();
      for (OpenArchive archive : List.of(one, two, one, two)) {
        Thread thread = new Thread(archive::compact);
        thread.setUncaughtExceptionHandler(
            (t, e) -> {
              synchronized (failures) {
                failures.add(e);
              }
            });
        thread.start();
        threads.add(thread);
      }
      for (int i = 0; i < 40; i++) {
        write(
            i % 2 == 0 ? one.repository("shots").main() : two.repository("shots").main(),
            "/g" + i,
            30);
      }
      for (Thread thread : threads) {
        thread.join();
      }
      assertThat(failures).isEmpty();
      requireAll(one);
      requireAll(two);
      requireClean(two);
    }
  }

  /** Everything that the index can find. */
  private static Map<String, Location> lookups(OpenArchive archive) throws IOException {
    Map<String, Location> found = new HashMap<>();
    for (IndexReader reader : archive.engine.snapshots.indexes().readers()) {
      RowSource rows = reader.rows();
      for (IndexRow row = rows.next(); row != null; row = rows.next()) {
        Kind kind = row.kind();
        found.put(kind + " " + row.id(), archive.engine.snapshots.lookup(kind, row.id()));
      }
    }
    return found;
  }

  @Test
  void rebuildsAnIndexThatIsGone() throws IOException {
    Map<String, Location> before;
    try (OpenArchive archive = create()) {
      fill(archive);
      before = lookups(archive);
    }
    for (String key : keys("index/")) {
      store.delete(key);
    }
    try (OpenArchive archive = open()) {
      Verification damaged = archive.verify();
      assertThat(damaged.isClean()).isFalse();
      assertThat(damaged.damages().get(0).object()).startsWith("index/");
      assertThat(damaged.damages().get(0).affectedCount()).isPositive();
      assertThatThrownBy(() -> requireAll(archive)).isInstanceOf(DamageException.class);
      archive.rebuildIndex();
      requireAll(archive);
      requireClean(archive);
      assertThat(lookups(archive)).isEqualTo(before);
      assertThat(archive.operations(1).get(0).type()).isEqualTo("rebuild-index");
    }
    assertThat(keys("index/")).hasSize(1);
  }

  @Test
  void rebuildsADamagedIndexAndLeavesOutPacksOfNobody() throws IOException {
    try (OpenArchive archive = create()) {
      fill(archive);
    }
    String orphan = "packs/00/00000000000000000000000000000000";
    replace(orphan, bytes(keys("packs/").get(0)));
    for (String key : keys("index/")) {
      byte[] bytes = bytes(key);
      bytes[bytes.length - 1] ^= 1;
      replace(key, bytes);
    }
    try (OpenArchive archive = open()) {
      archive.rebuildIndex();
      requireAll(archive);
      requireClean(archive);
      archive.rebuildIndex();
      requireClean(archive);
    }
  }

  @Test
  void namesTheFilesThatDamageAffects() throws IOException {
    try (OpenArchive archive = create()) {
      fill(archive);
      Commit head = archive.repository("shots").main().head();
      String largest = keys("packs/").get(0);
      for (String key : keys("packs/")) {
        largest = bytes(key).length > bytes(largest).length ? key : largest;
      }
      byte[] bytes = bytes(largest);
      bytes[1 << 20] ^= 4;
      replace(largest, bytes);
      Verification verification = archive.verify(VerifyOptions.EVERY_BYTE);
      assertThat(verification.damages()).hasSize(1);
      Verification.Damage damage = verification.damages().get(0);
      assertThat(damage.object()).isEqualTo(largest);
      assertThat(damage.affectedCount()).isEqualTo(1);
      assertThat(damage.affected())
          .containsExactly(new Verification.AffectedFile("shots", head.id(), "/large"));
      store.delete(largest);
      assertThat(archive.verify().toString()).contains(largest, "missing");
    }
  }

  @Test
  void refusesADamagedNewestEntryAndRecovers() throws IOException {
    ArchiveHead head;
    try (OpenArchive archive = create()) {
      fill(archive);
      head = archive.head();
    }
    String newest = keys("log/").get(0);
    byte[] bytes = bytes(newest);
    bytes[bytes.length / 2] ^= 1;
    replace(newest, bytes);
    assertThatThrownBy(this::open)
        .isInstanceOf(CorruptObjectException.class)
        .hasMessageContaining(newest)
        .hasMessageContaining("recover");
    files.remove("/large");
    try (Archive archive = Archive.recover(store.reopen(), OPTIONS)) {
      requireAll(archive);
      Verification verification = archive.verify();
      assertThat(verification.damages()).hasSize(1);
      assertThat(verification.toString()).contains(newest, "recovered over it");
      assertThat(archive.verify(VerifyOptions.STRUCTURE.expecting(head)).damages())
          .hasSizeGreaterThan(1);
    }
  }

  @Test
  void findsAnotherHistoryThanTheExpectedOne() {
    try (OpenArchive archive = create()) {
      fill(archive);
      ArchiveHead good = archive.head();
      write(archive.repository("shots").main(), "/more", 5);
      assertThat(archive.verify(VerifyOptions.STRUCTURE.expecting(good)).isClean()).isTrue();
      ArchiveHead forked = new ArchiveHead(good.sequence(), "0".repeat(64));
      assertThat(archive.verify(VerifyOptions.STRUCTURE.expecting(forked)).damages()).hasSize(1);
      ArchiveHead later = new ArchiveHead(good.sequence() + 50, "0".repeat(64));
      assertThat(archive.verify(VerifyOptions.STRUCTURE.expecting(later)).toString())
          .contains("went back");
    }
  }
}
