package io.stemma.testing.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemma.Archive;
import io.stemma.ArchiveOptions;
import io.stemma.Branch;
import io.stemma.Commit;
import io.stemma.ShotEvent;
import io.stemma.ShotIngest;
import io.stemma.ShotOptions;
import io.stemma.Transaction;
import io.stemma.storage.MemoryObjectStore;
import io.stemma.testing.RecordingObjectStore;
import io.stemma.testing.StoreOperation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What actions on an archive may cost in requests to the store. */
class ArchiveBudgetTest {
  private static final ArchiveOptions OPTIONS = ArchiveOptions.DEFAULT.withoutCache();

  private final MemoryObjectStore objects = new MemoryObjectStore();
  private RecordingObjectStore store = new RecordingObjectStore(objects.reopen());

  private Archive reopened() {
    store = new RecordingObjectStore(objects.reopen());
    return Archive.open(store, OPTIONS);
  }

  private static Branch filled(Archive archive, int files) {
    Branch main = archive.createRepository("r").main();
    main.commit(
        "fill",
        tx -> {
          for (int i = 0; i < files; i++) {
            tx.write("/d" + i % 100 + "/f" + i, "content " + i);
          }
        });
    return main;
  }

  private long requests() {
    return store.count(StoreOperation.READ) + store.count(StoreOperation.LIST);
  }

  @Test
  void openTakesFourRequestsAtMost() {
    try (Archive archive = Archive.create(objects.reopen(), OPTIONS)) {
      filled(archive, 3000);
    }
    try (Archive archive = reopened()) {
      assertThat(store.lines()).hasSizeLessThanOrEqualTo(4);
      assertThat(archive.repositories()).hasSize(1);
    }
  }

  @Test
  void smallCommitMakesTwoObjects() {
    try (Archive archive = Archive.create(store, OPTIONS)) {
      Branch main = filled(archive, 3000);
      main.commit("first", tx -> tx.write("/d1/f1", "1")); // reads the nodes that it changes
      store.clear();
      main.commit("small", tx -> tx.write("/d1/f1", "changed"));
      assertThat(store.count(StoreOperation.COMMIT)).as("%s", store.lines()).isEqualTo(2);
      assertThat(store.bytes(StoreOperation.COMMIT)).isLessThan(40_000);
      assertThat(requests()).as("%s", store.lines()).isLessThanOrEqualTo(3);
    }
  }

  @Test
  void manySmallCommitsMakeThreeObjectsEachAtMost() {
    try (Archive archive = Archive.create(store, OPTIONS)) {
      Branch main = archive.createRepository("r").main();
      store.clear();
      for (int i = 0; i < 300; i++) {
        String path = "/f" + i;
        main.commit(path, tx -> tx.write(path, path));
      }
      assertThat(store.count(StoreOperation.COMMIT)).isLessThanOrEqualTo(900);
    }
  }

  @Test
  void eachShotMakesTwoObjectsAndARoundOfNothingAsksOnce(@TempDir Path watched) throws IOException {
    for (int shot = 0; shot < 20; shot++) {
      Path directory = Files.createDirectory(watched.resolve("" + shot));
      Files.writeString(directory.resolve("te.csv"), "0.0," + shot);
      Files.createFile(directory.resolve("DONE"));
    }
    try (Archive archive = Archive.create(store, OPTIONS)) {
      ShotIngest ingest =
          archive.createRepository("r").main().ingest(watched, ShotOptions.marker("DONE"));
      store.clear();
      assertThat(ingest.run().of(ShotEvent.Kind.INGESTED)).hasSize(20);
      assertThat(store.count(StoreOperation.COMMIT)).as("%s", store.lines()).isEqualTo(40);
      assertThat(requests()).as("%s", store.lines()).isLessThanOrEqualTo(65);
      ingest.run(); // reads what the last commit wrote
      store.clear();
      assertThat(ingest.run().alreadyThere()).isEqualTo(20);
      assertThat(store.lines()).hasSize(1);
    }
  }

  @Test
  void diffReadsWhatChangedOnly() {
    Commit before;
    try (Archive archive = Archive.create(objects.reopen(), OPTIONS)) {
      Branch main = filled(archive, 20_000);
      before = main.head();
      main.commit(
          "change",
          tx -> {
            for (int i = 0; i < 5; i++) {
              tx.write("/d" + 17 * i + "/f" + (17 * i), "changed");
            }
          });
    }
    try (Archive archive = reopened()) {
      Commit older = archive.commit(before.id());
      Commit newer = archive.repository("r").main().head();
      store.clear();
      assertThat(newer.changesSince(older).stream().count()).isEqualTo(5);
      // Five leaves of each tree, and what is above them.
      assertThat(requests()).as("%s", store.lines()).isLessThanOrEqualTo(30);
      assertThat(store.bytes(StoreOperation.READ)).isLessThan(1_500_000);
    }
  }

  @Test
  void smallFileIsReadWithFewRequestsAndOnceReadWithNone() {
    try (Archive archive = Archive.create(objects.reopen(), OPTIONS)) {
      filled(archive, 20_000);
    }
    try (Archive archive = reopened()) {
      Commit head = archive.repository("r").main().head();
      store.clear();
      assertThat(head.readString("/d7/f7")).isEqualTo("content 7");
      assertThat(requests()).as("cold: %s", store.lines()).isLessThanOrEqualTo(10);
      store.clear();
      assertThat(head.readString("/d7/f7")).isEqualTo("content 7");
      assertThat(store.lines()).as("warm").isEmpty();
    }
  }

  @Test
  void transactionThatIsDroppedLeavesNothing() {
    try (Archive archive = Archive.create(store, OPTIONS)) {
      Branch main = filled(archive, 100);
      List<String> before = keys();
      try (Transaction tx = main.begin("dropped")) {
        tx.write("/large", ArchiveChange.noise(5 << 20));
      }
      assertThat(keys()).isEqualTo(before);
      assertThat(store.unclosed()).isZero();
    }
  }

  private List<String> keys() {
    try (var all = objects.list("", "", Integer.MAX_VALUE)) {
      return all.map(o -> o.key()).toList();
    } catch (java.io.IOException e) {
      throw new AssertionError(e);
    }
  }
}
