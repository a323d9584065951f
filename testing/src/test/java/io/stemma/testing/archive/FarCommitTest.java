package io.stemma.testing.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemma.Archive;
import io.stemma.ArchiveOptions;
import io.stemma.Branch;
import io.stemma.ConflictException;
import io.stemma.Transaction;
import io.stemma.storage.MemoryObjectStore;
import io.stemma.testing.RecordingObjectStore;
import io.stemma.testing.StoreOperation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Commits to a store that is so far away that each request counts. */
class FarCommitTest {
  private static final ArchiveOptions OPTIONS = ArchiveOptions.DEFAULT.withoutCache();

  private final MemoryObjectStore objects = new MemoryObjectStore();
  private final RecordingObjectStore store =
      new RecordingObjectStore(
          new ForwardingStore(objects) {
            @Override
            public boolean isRemote() {
              return true;
            }
          });
  private final Archive archive = Archive.create(store, OPTIONS);
  private final Branch main = archive.createRepository("r").main();

  @AfterEach
  void close() {
    archive.close();
  }

  private long reads() {
    return store.count(StoreOperation.READ) + store.count(StoreOperation.LIST);
  }

  @Test
  void aCommitWhoseBeginningHasJustLookedIsTwoObjectsAndNothingElse() {
    for (int i = 0; i < 30; i++) {
      String path = "/d/f" + i;
      store.clear();
      try (Transaction tx = main.begin("small")) {
        assertThat(reads()).as("%s", store.lines()).isLessThanOrEqualTo(1);
        store.clear();
        tx.write(path, path).commit();
      }
      assertThat(store.count(StoreOperation.COMMIT)).isEqualTo(2);
      assertThat(reads()).as("%s", store.lines()).isZero();
    }
    assertThat(archive.verify().isClean()).isTrue();
  }

  @Test
  void whatOthersCommittedSinceIsNoticed() {
    try (Archive other = Archive.open(objects.reopen(), OPTIONS)) {
      Branch theirs = other.repository("r").main();
      try (Transaction tx = main.begin("ours")) {
        theirs.commit("theirs", t -> t.write("/theirs", "1"));
        tx.write("/ours", "1").commit();
      }
      assertThat(theirs.head().readString("/ours")).isEqualTo("1");
      assertThat(main.head().readString("/theirs")).isEqualTo("1");
      try (Transaction tx = main.begin("ours")) {
        theirs.commit("theirs", t -> t.write("/same", "theirs"));
        tx.write("/same", "ours");
        assertThatThrownBy(tx::commit)
            .isInstanceOf(ConflictException.class)
            .hasMessageContaining("/same");
      }
      theirs.commit("theirs", t -> t.write("/same", "theirs again"));
      main.commit("ours, begun later", t -> t.write("/same", "ours"));
      assertThat(theirs.head().readString("/same")).isEqualTo("ours");
      assertThat(other.verify().isClean()).isTrue();
    }
  }

  @Test
  void nothingIsRefusedByAStateThatIsNoLongerTrue() {
    try (Archive other = Archive.open(objects.reopen(), OPTIONS)) {
      for (int i = 0; i < 5; i++) {
        archive.repository("r").createBranch("b", main.head());
        other.repository("r").deleteBranch("b");
        archive.repository("r").createBranch("b", main.head());
        assertThat(other.repository("r").branches()).hasSize(2);
        archive.repository("r").deleteBranch("b");
      }
    }
  }
}
