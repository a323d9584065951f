package io.stemma;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.stemma.storage.MemoryObjectStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The commits of a branch as they come in. */
class CommitFeedTest {
  private static final Duration LONG = Duration.ofMinutes(2);

  private final Archive archive = Archive.inMemory();
  private final Repository repository = archive.createRepository("in");
  private final Branch main = repository.main();

  @AfterEach
  void close() {
    archive.close();
  }

  private Commit commit(Branch branch, String message) {
    return branch.commit(message, tx -> tx.write("/" + message, message));
  }

  private static List<String> drain(CommitFeed feed) {
    List<String> messages = new ArrayList<>();
    for (Optional<Commit> next = feed.next(Duration.ZERO);
        next.isPresent();
        next = feed.next(Duration.ZERO)) {
      messages.add(next.get().message());
    }
    return messages;
  }

  @Test
  void tellsEveryCommitOnceInOrderAndNoneOfBranchesThatLookAlike() {
    Branch alike = repository.createBranch("main-2", main.head());
    Branch other = archive.createRepository("in-2").main();
    CommitFeed feed = main.follow(main.head());
    commit(main, "a");
    commit(alike, "x");
    commit(main, "b");
    commit(other, "y");
    assertThat(drain(feed)).containsExactly("a", "b");
    commit(main, "c");
    assertThat(drain(feed)).containsExactly("c");
    assertThat(drain(feed)).isEmpty();
    assertThat(feed).hasToString("commits of in/main");
  }

  @Test
  void beginsWithWhatCameAfterAnOlderCommit() {
    Commit first = main.head();
    commit(main, "a");
    commit(main, "b");
    assertThat(drain(main.follow(first))).containsExactly("a", "b");
  }

  @Test
  void waitsForTheNext() throws Exception {
    CommitFeed feed = main.follow(main.head());
    CompletableFuture<Optional<Commit>> next = CompletableFuture.supplyAsync(() -> feed.next(LONG));
    Commit made = commit(main, "a");
    assertThat(next.get(2, TimeUnit.MINUTES)).contains(made);
  }

  @Test
  void seesWhatAnotherUserOfTheStoreCommits() {
    MemoryObjectStore store = new MemoryObjectStore();
    try (Archive here = Archive.create(store, ArchiveOptions.DEFAULT);
        Archive there = Archive.open(store)) {
      Branch source = here.createRepository("in").main();
      Branch seen = there.repository("in").main();
      CommitFeed feed = seen.follow(seen.head());
      assertThat(feed.next(Duration.ZERO)).isEmpty();
      Commit made = commit(source, "a");
      assertThat(feed.next(LONG)).contains(made);
    }
  }

  @Test
  void tellsWhatANewLineHasWhenTheBranchIsMoved() {
    commit(main, "a");
    Commit fork = main.head();
    CommitFeed feed = main.follow(fork);
    commit(main, "b");
    assertThat(drain(feed)).containsExactly("b");
    Branch side = repository.createBranch("side", fork);
    Commit there = commit(side, "c");
    main.moveTo(there);
    assertThat(drain(feed)).containsExactly("c");
    main.moveTo(fork);
    assertThat(drain(feed)).isEmpty();
  }

  @Test
  void endsWithTheBranch() {
    Branch side = repository.createBranch("side", main.head());
    CommitFeed feed = side.follow(side.head());
    repository.deleteBranch("side");
    assertThatExceptionOfType(NotFoundException.class)
        .isThrownBy(() -> feed.next(LONG))
        .withMessageContaining("side");
    assertThatExceptionOfType(InvalidNameException.class)
        .isThrownBy(() -> main.follow(archive.createRepository("other").main().head()));
  }
}
