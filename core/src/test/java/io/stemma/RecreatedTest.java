package io.stemma;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemma.storage.MemoryObjectStore;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A change reaches the branch that it began with, and no other that took over its name. */
class RecreatedTest {
  private final SettableClock clock = new SettableClock("2026-11-22T09:00:00Z");
  private final Archive archive =
      Archive.create(
          new MemoryObjectStore(), ArchiveOptions.DEFAULT.withClock(clock).withoutCache());
  private final Repository shots = archive.createRepository("shots");

  @AfterEach
  void close() {
    archive.close();
  }

  private static void assertRefused(Transaction open, String branch) {
    assertThatThrownBy(open::commit)
        .isInstanceOfSatisfying(
            ConflictException.class, e -> assertThat(e.paths()).containsExactly(branch))
        .hasMessage(
            "branch "
                + branch
                + " was deleted meanwhile, and another one was created under its name; nothing was"
                + " committed");
  }

  @Test
  void aChangeDoesNotLandInAnotherRepositoryOfTheSameName() {
    shots.main().commit("first", tx -> tx.write("/a", "1"));
    try (Transaction open = shots.main().begin("for the old one").write("/b", "2")) {
      archive.deleteRepository("shots");
      archive.createRepository("shots");
      assertRefused(open, "shots/main");
    }
    assertThat(shots.main().head().files()).isZero();
    assertThat(shots.main().head().parents()).isEmpty();
  }

  @Test
  void norDoesOneThatBeganWithTheEmptyCommit() {
    try (Transaction open = shots.main().begin("for the old one").write("/b", "2")) {
      archive.deleteRepository("shots");
      archive.createRepository("shots").main().commit("new", tx -> tx.write("/c", "3"));
      assertRefused(open, "shots/main");
    }
    assertThat(shots.main().head().walk("/").map(Entry::path)).containsExactly("/c");
  }

  @Test
  void aChangeOfSeveralBranchesIsRefusedAsAWhole() {
    Branch other = archive.createRepository("other").main();
    try (ArchiveTransaction open = archive.begin("both")) {
      open.on(shots.main()).write("/a", "1");
      open.on(other).write("/a", "1");
      archive.deleteRepository("shots");
      archive.createRepository("shots");
      assertThatThrownBy(open::commit).isInstanceOf(ConflictException.class);
    }
    assertThat(Stream.of(shots.main(), other).map(b -> b.head().files())).containsOnly(0L);
  }

  @Test
  void aBranchThatWasMadeAnewElsewhereIsAnother() {
    Commit base = shots.main().commit("base", tx -> tx.write("/a", "1"));
    Commit second = shots.main().commit("second", tx -> tx.write("/a", "2"));
    Branch trial = shots.createBranch("trial", second);
    try (Transaction open = trial.begin("for the old one").write("/b", "2")) {
      shots.deleteBranch("trial");
      shots.createBranch("trial", base);
      assertRefused(open, "shots/trial");
      assertThat(trial.head()).isEqualTo(base);
    }
  }

  @Test
  void aBranchThatWasMadeAnewWithTheBaseInItGoesOn() {
    Commit base = shots.main().commit("base", tx -> tx.write("/a", "1"));
    Branch trial = shots.createBranch("trial", base);
    try (Transaction same = trial.begin("same").write("/b", "2");
        Transaction later = trial.begin("later").write("/c", "3")) {
      shots.deleteBranch("trial");
      shots.createBranch("trial", base);
      assertThat(same.commit().parents()).isEqualTo(List.of(base));
      shots.deleteBranch("trial");
      Commit newer = shots.main().commit("newer", tx -> tx.write("/d", "4"));
      clock.pass(Duration.ofSeconds(1));
      shots.createBranch("trial", newer);
      assertThat(later.commit().walk("/").map(Entry::path)).containsExactly("/a", "/c", "/d");
    }
  }

  @Test
  void aDeletionThatWasUndoneDisturbsNobody() {
    try (Transaction open = shots.main().begin("change").write("/b", "2")) {
      archive.deleteRepository("shots");
      archive.undo(archive.operations(1).get(0).id());
      assertThat(open.commit().files()).isEqualTo(1);
    }
  }

  @Test
  void aBranchThatWasMovedIsStillTheSame() {
    Commit first = shots.main().commit("first", tx -> tx.write("/a", "1"));
    clock.pass(Duration.ofSeconds(1));
    shots.main().commit("a mistake", tx -> tx.write("/b", "2"));
    try (Transaction open = shots.main().begin("change").write("/c", "3")) {
      shots.main().moveTo(first);
      assertThat(open.commit().walk("/").map(Entry::path)).containsExactly("/a", "/c");
    }
  }
}
