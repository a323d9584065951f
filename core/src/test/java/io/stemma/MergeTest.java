package io.stemma;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemma.storage.MemoryObjectStore;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Merges of histories that are no simple forks. */
class MergeTest {
  private final SettableClock clock = new SettableClock("2026-03-01T00:00:00Z");
  private final Archive archive =
      Archive.create(
          new MemoryObjectStore(), ArchiveOptions.DEFAULT.withoutCache().withClock(clock));
  private final Repository shots = archive.createRepository("shots");
  private final Branch main = shots.main();

  @AfterEach
  void close() {
    archive.close();
  }

  /** Each side merges the other's first commit, so that both of these are best common ancestors. */
  private Branch crissCross() {
    main.commit("begin", tx -> tx.write("/f", "0").write("/other", "0"));
    Branch test = shots.createBranch("test", main.head());
    Commit ours = main.commit("ours", tx -> tx.write("/f", "1"));
    Commit theirs = test.commit("theirs", tx -> tx.write("/other", "1"));
    main.merge(theirs);
    test.merge(ours);
    return test;
  }

  @Test
  void aPathWhoseResultDependsOnTheBaseIsInConflict() {
    Branch test = crissCross();
    // Back to what it was at one of the two bases, and unchanged since the other.
    test.commit("revert", tx -> tx.write("/f", "0"));
    main.commit("more", tx -> tx.write("/more", "m"));
    Merge merge = main.merge(test.head());
    assertThat(merge.conflicts()).extracting(Merge.Conflict::path).containsExactly("/f");
    assertThat(merge.commit()).isEmpty();
    Merge taken = main.merge(test.head(), MergeResolution.THEIRS);
    assertThat(taken.commit().orElseThrow().readString("/f")).isEqualTo("0");
    assertThat(main.head().readString("/more")).isEqualTo("m");
  }

  @Test
  void aPathWhoseResultIsTheSameForAllBasesMerges() {
    main.commit("same", tx -> tx.write("/same", "0"));
    Branch test = crissCross();
    test.commit("new", tx -> tx.write("/new", "n").write("/same", "1"));
    main.commit("change", tx -> tx.write("/more", "m"));
    Merge merge = main.merge(test.head());
    assertThat(merge.conflicts()).isEmpty();
    assertThat(main.head().readString("/f")).isEqualTo("1");
    assertThat(main.head().readString("/same")).isEqualTo("1");
    assertThat(main.head().readString("/more")).isEqualTo("m");
    assertThat(main.head().readString("/new")).isEqualTo("n");
  }

  @Test
  void aMergeIsNotOlderThanEitherParent() {
    Branch test = shots.createBranch("test", main.head());
    clock.pass(Duration.ofHours(2));
    Commit late = test.commit("late", tx -> tx.write("/f", "1"));
    clock.pass(Duration.ofHours(-1));
    main.commit("early", tx -> tx.write("/g", "1"));
    Commit merged = main.merge(late).commit().orElseThrow();
    assertThat(merged.time()).isEqualTo(late.time());
  }

  @Test
  void addingToADirectoryThatAMergeClearedConflicts() {
    main.commit("begin", tx -> tx.write("/d/a", "1"));
    Branch test = shots.createBranch("test", main.head());
    test.commit("clear", tx -> tx.delete("/d"));
    test.commit("after", tx -> tx.write("/after", "1"));
    try (Transaction adding = main.begin("add")) {
      adding.write("/d/b", "2");
      main.merge(test.head());
      assertThatThrownBy(adding::commit)
          .isInstanceOfSatisfying(
              ConflictException.class, e -> assertThat(e.paths()).containsExactly("/d/b"));
    }
    try (Transaction adding = main.begin("add")) {
      adding.write("/d/b", "2");
      main.commit("other", tx -> tx.write("/x", "1"));
      assertThat(adding.commit().exists("/d/b")).isTrue();
    }
  }
}
