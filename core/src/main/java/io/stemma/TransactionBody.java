package io.stemma;

/**
 * Changes one branch.
 *
 * @param <X> what it throws
 */
@FunctionalInterface
public interface TransactionBody<X extends Exception> {

  /**
   * Makes the changes.
   *
   * @param transaction takes them
   * @throws X to leave everything as it was
   */
  void run(Transaction transaction) throws X;
}
