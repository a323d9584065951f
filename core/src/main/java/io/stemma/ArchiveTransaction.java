package io.stemma;

import java.util.List;

/** A change of several branches at once. Usable from several threads. */
public interface ArchiveTransaction extends AutoCloseable {

  /**
   * The part of this change that goes to a branch.
   *
   * @param branch a branch of this archive
   * @return the transaction of that branch, the same for every call; it is committed and closed
   *     with this one
   */
  Transaction on(Branch branch);

  /**
   * Commits the changes of all branches, or none.
   *
   * @return the new commits, in the order in which their branches were first named
   * @throws ConflictException if another change interfered; nothing was changed
   * @throws CommitOutcomeUnknownException if the store did not answer in time
   */
  List<Commit> commit();

  /** Drops the changes unless they were committed. */
  @Override
  void close();
}
