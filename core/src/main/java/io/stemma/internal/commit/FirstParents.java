package io.stemma.internal.commit;

import io.stemma.internal.base.Hash;
import io.stemma.internal.format.v1.CommitObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Lines of commits, each the first parent of the one before it. Reads from the newest back, no
 * further than needed: no commit is older than its parents.
 *
 * @param commits reads a commit
 */
public record FirstParents(Function<Hash, CommitObject> commits) {

  /** A commit of a line, and its id. */
  private record Step(Hash id, CommitObject commit) {
    Instant time() {
      return commit.time();
    }
  }

  private Step step(Hash id) {
    return new Step(id, commits.apply(id));
  }

  private Optional<Step> parent(Step step) {
    return step.commit().parents().stream().findFirst().map(this::step);
  }

  /**
   * The commits of one line that are not on another. Those that only begin a repository, and have
   * nothing before them, do not count.
   *
   * @param older the newest commit of the other line; empty for none
   * @param newer the newest commit of the line
   * @param limit how many at most
   * @return the newest of them, newest first
   */
  public List<Hash> between(Optional<Hash> older, Hash newer, long limit) {
    List<Hash> found = new ArrayList<>();
    Optional<Step> left = older.map(this::step);
    Optional<Step> right = Optional.of(step(newer));
    while (right.isPresent() && found.size() < limit) {
      Step at = right.get();
      if (left.isPresent() && left.get().id().equals(at.id())) {
        break;
      } else if (left.isPresent() && left.get().time().isAfter(at.time())) {
        left = parent(left.get());
      } else {
        right = parent(at);
        if (right.isPresent()) {
          found.add(at.id());
        }
      }
    }
    return found;
  }

  /**
   * The newest commit of a line that an operation brought about.
   *
   * @param newest where the line begins
   * @param cause the operation
   * @param since no such commit is older
   */
  public Optional<Hash> causedBy(Hash newest, String cause, Instant since) {
    Optional<Step> at = Optional.of(step(newest));
    while (at.isPresent() && !at.get().time().isBefore(since)) {
      if (at.get().commit().cause().equals(cause)) {
        return Optional.of(at.get().id());
      }
      at = parent(at.get());
    }
    return Optional.empty();
  }
}
