package io.stemma;

/**
 * Nobody knows yet whether a change was committed: the store did not answer in time. Ask later with
 * {@link Archive#outcome(OperationId, long)}; until then neither take it as done nor do it again.
 */
public final class CommitOutcomeUnknownException extends StemmaException {
  private static final long serialVersionUID = 1L;

  /** The change. */
  @SuppressWarnings("serial") // a record of a string
  private final OperationId operation;

  /** The entry that holds the change if it was committed. */
  private final long sequence;

  /**
   * Creates the exception.
   *
   * @param operation the change
   * @param sequence the entry of the log that holds it if it was committed
   * @param cause what went wrong
   */
  public CommitOutcomeUnknownException(OperationId operation, long sequence, Throwable cause) {
    super(
        "nobody knows whether operation "
            + operation
            + " was committed as entry "
            + sequence
            + "; ask archive.outcome(..) later",
        cause);
    this.operation = operation;
    this.sequence = sequence;
  }

  /**
   * The change.
   *
   * @return its id
   */
  public OperationId operation() {
    return operation;
  }

  /**
   * The entry of the log that holds the change if it was committed.
   *
   * @return the sequence number
   */
  public long sequence() {
    return sequence;
  }
}
