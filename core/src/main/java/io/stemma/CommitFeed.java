package io.stemma;

import java.time.Duration;
import java.util.Optional;

/**
 * The commits of a branch as they come in, each once, oldest first, on the line of first parents.
 * Where the branch is moved to another line, the commits of that line follow which are not on the
 * one before. Used by one thread at a time; holds nothing that must be closed.
 */
public interface CommitFeed {

  /**
   * The next commit, which is waited for. Commits of this process are seen at once, those of others
   * within a second.
   *
   * @param patience how long to wait; {@link Duration#ZERO} to take what is there
   * @return the commit; empty if none has come in within that time, or if this thread was
   *     interrupted, with the flag set
   * @throws NotFoundException if the branch was deleted
   */
  Optional<Commit> next(Duration patience);
}
