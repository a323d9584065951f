package io.stemma.internal.engine;

import io.stemma.Commit;
import io.stemma.CommitFeed;
import io.stemma.internal.base.Hash;
import io.stemma.internal.commit.FirstParents;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The commits of a branch as they come in. */
final class BranchFeed implements CommitFeed {
  /** How often entries of other processes are looked for. */
  private static final Duration LOOK = Duration.ofSeconds(1);

  private final OpenBranch branch;
  private final Deque<Hash> ready = new ArrayDeque<>();
  private Hash last;

  BranchFeed(OpenBranch branch, StoredCommit after) {
    this.branch = branch;
    this.last = after.hash();
  }

  @Override
  public Optional<Commit> next(Duration patience) {
    Objects.requireNonNull(patience, "patience");
    OpenArchive archive = branch.archive();
    long end = System.nanoTime() + patience.toNanos();
    while (ready.isEmpty()) {
      long seen = look();
      long left = end - System.nanoTime();
      if (!ready.isEmpty()) {
        break;
      } else if (left <= 0 || !archive.isLive()) {
        return Optional.empty();
      }
      try {
        archive.engine.news.await(seen, Duration.ofNanos(Math.min(left, LOOK.toNanos())));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return Optional.empty();
      }
    }
    return Optional.of(archive.referred(ready.remove()));
  }

  /** Takes what has come in; tells the entry that was looked at. */
  private long look() {
    Refs refs = branch.archive().refs();
    Hash head = branch.head(refs).hash();
    if (!head.equals(last)) {
      List<Hash> newer =
          new FirstParents(branch.archive().engine::commitObject)
              .between(Optional.of(last), head, Long.MAX_VALUE);
      newer.forEach(ready::addFirst);
      last = head;
    }
    return refs.sequence();
  }

  /** One line. */
  @Override
  public String toString() {
    return "commits of " + branch.repository().name() + "/" + branch.name();
  }
}
