package io.stemma;

/**
 * Changes several branches.
 *
 * @param <X> what it throws
 */
@FunctionalInterface
public interface ArchiveTransactionBody<X extends Exception> {

  /**
   * Makes the changes.
   *
   * @param transaction gives a transaction for each branch
   * @throws X to leave everything as it was
   */
  void run(ArchiveTransaction transaction) throws X;
}
