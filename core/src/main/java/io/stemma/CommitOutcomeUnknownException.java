package io.stemma;

import java.util.Objects;

/**
 * Nobody knows yet whether a change was committed: the store did not answer in time. Ask later with
 * {@link Archive#outcome(OperationId, long)}; until then neither take it as done nor do it again.
 */
public final class CommitOutcomeUnknownException extends StemmaException {
  private static final long serialVersionUID = 1L;

  /** The change. */
  @SuppressWarnings("serial") // a record of a string
  private final OperationId operation;

  /** The entry that holds the change if it was committed; negative if a later one may, too. */
  private final long sequence;

  /**
   * Creates the exception.
   *
   * @param operation the change
   * @param sequence the entry of the log that holds it if it was committed; negative if a later one
   *     may, too
   * @param cause what went wrong
   */
  public CommitOutcomeUnknownException(OperationId operation, long sequence, Throwable cause) {
    super(
        "nobody knows whether operation "
            + operation
            + (sequence < 0 ? " is committed as entry " : " was committed as entry ")
            + Math.abs(sequence)
            + (sequence < 0 ? " or later" : "")
            + "; ask archive.outcome(..) later",
        cause);
    this.operation = Objects.requireNonNull(operation, "operation");
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
   * The entry of the log that holds the change if it was committed. Negative if the change went on
   * when nobody waited for it any more, after an interrupt or because the store hung: then it may
   * also be in any later entry, and only the archive object that it was made with can tell that it
   * was not committed.
   *
   * @return the sequence number, or its negative
   */
  public long sequence() {
    return sequence;
  }
}
