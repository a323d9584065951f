package io.stemma;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemma.storage.MemoryObjectStore;
import org.junit.jupiter.api.Test;

/** Branches and tags beyond what a log entry carries itself. */
class ManyRefsTest {
  private final MemoryObjectStore store = new MemoryObjectStore();

  @Test
  void keepsHundredsOfBranchesAndTagsAndForgetsTheDeleted() {
    try (Archive archive = Archive.create(store, ArchiveOptions.DEFAULT.withoutCache())) {
      Repository shots = archive.createRepository("shots");
      archive.createRepository("shots-2");
      for (int i = 0; i < 150; i++) {
        shots.createBranch("b" + i, shots.main().head());
        shots.createTag("t" + i, shots.main().head());
      }
      for (int i = 0; i < 150; i += 2) {
        shots.deleteBranch("b" + i);
      }
      check(archive);
      int before = (int) archive.operations().count();
      archive.deleteRepository("shots");
      assertThat(archive.repositories()).extracting(Repository::name).containsExactly("shots-2");
      archive.undo(archive.operations(1).get(0).id());
      assertThat(archive.operations().count()).isEqualTo(before + 2);
      check(archive);
    }
    try (Archive again = Archive.open(store.reopen(), ArchiveOptions.DEFAULT.withoutCache())) {
      check(again);
      assertThat(again.asOf(again.head().sequence() - 1).repositories()).hasSize(1);
    }
  }

  private static void check(Archive archive) {
    Repository shots = archive.repository("shots");
    assertThat(shots.branches()).hasSize(76);
    assertThat(shots.tags()).hasSize(150);
    assertThat(shots.branch("b77").head()).isEqualTo(shots.tag("t3").commit());
    assertThat(shots.branches()).extracting(Branch::name).doesNotContain("b76").contains("b75");
  }
}
