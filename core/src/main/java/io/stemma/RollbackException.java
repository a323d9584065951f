package io.stemma;

/**
 * The archive went back or forked: an entry of its log that was seen earlier is gone or is another
 * one, so history was rewritten, or an old copy was put in place.
 */
public final class RollbackException extends StemmaException {
  private static final long serialVersionUID = 1L;

  /** The entry that was known. */
  private final long sequence;

  /**
   * Creates the exception.
   *
   * @param sequence the entry that was known
   * @param message what was known, what is there now, and what to do
   */
  public RollbackException(long sequence, String message) {
    super(message);
    this.sequence = sequence;
  }

  /**
   * The entry of the log that was known and is not there any more.
   *
   * @return its sequence number
   */
  public long sequence() {
    return sequence;
  }
}
