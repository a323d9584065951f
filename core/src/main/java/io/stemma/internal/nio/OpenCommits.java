package io.stemma.internal.nio;

import io.stemma.Commit;
import io.stemma.CommitId;

/** An open archive, as far as file systems need it. */
public interface OpenCommits {
  /**
   * A commit.
   *
   * @throws io.stemma.NotFoundException if the archive has no such commit
   */
  Commit commit(CommitId id);

  /** Whether commits can be read: false once the archive is closed. */
  boolean isOpen();
}
