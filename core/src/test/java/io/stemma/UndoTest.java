package io.stemma;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemma.storage.MemoryObjectStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Taking an operation back leaves an archive in which everything fits, or changes nothing. */
class UndoTest {
  private final Archive archive =
      Archive.create(new MemoryObjectStore(), ArchiveOptions.DEFAULT.withoutCache());

  @AfterEach
  void close() {
    archive.close();
  }

  private OperationId last() {
    return archive.operations(1).get(0).id();
  }

  private void assertRefused(OperationId operation, String... refs) {
    ArchiveHead before = archive.head();
    assertThatThrownBy(() -> archive.undo(operation))
        .isInstanceOfSatisfying(
            ConflictException.class, e -> assertThat(e.paths()).containsExactly(refs))
        .hasMessageContaining(refs[0]);
    assertThat(archive.head()).isEqualTo(before);
  }

  @Test
  void aRepositoryThatHoldsMoreByNowIsNotTakenBack() {
    Repository shots = archive.createRepository("shots");
    OperationId created = last();
    shots.createBranch("test", shots.main().head());
    shots.createTag("v1x", shots.main().head());
    assertRefused(created, "shots/test", "shots/v1x");
    shots.deleteBranch("test");
    shots.deleteTag("v1x");
    archive.undo(created);
    assertThat(archive.repositories()).isEmpty();
  }

  @Test
  void aBranchOrTagOfARepositoryThatIsGoneDoesNotComeBack() {
    Repository shots = archive.createRepository("shots");
    shots.createBranch("test", shots.main().head());
    shots.createTag("v1x", shots.main().head());
    shots.deleteBranch("test");
    OperationId branchDeleted = last();
    shots.deleteTag("v1x");
    OperationId tagDeleted = last();
    archive.deleteRepository("shots");
    assertRefused(branchDeleted, "shots/test");
    assertRefused(tagDeleted, "shots/v1x");
  }

  @Test
  void aBranchDoesNotComeBackBesideATagOfItsName() {
    Repository shots = archive.createRepository("shots");
    shots.createBranch("test", shots.main().head());
    shots.deleteBranch("test");
    OperationId branchDeleted = last();
    shots.createTag("test", shots.main().head());
    assertRefused(branchDeleted, "shots/test");
    shots.deleteTag("test");
    OperationId tagDeleted = last();
    shots.createBranch("test", shots.main().head());
    assertRefused(tagDeleted, "shots/test");
  }

  @Test
  void aDeletedRepositoryComesBackAsAWhole() {
    Repository shots = archive.createRepository("shots");
    shots.createBranch("test", shots.main().head());
    archive.deleteRepository("shots");
    archive.undo(last());
    assertThat(archive.repository("shots").branches()).hasSize(2);
  }
}
