package io.stemma.internal.log;

/** The operation may or may not be in the log. {@link GroupCommitter#outcome} tells later. */
public final class CommitUnknownException extends LogException {
  private static final long serialVersionUID = 1L;

  private final String operationId;
  private final long sequence;

  /** Names the operation and its place. */
  CommitUnknownException(String operationId, long sequence, String message, Throwable cause) {
    super(message, cause);
    this.operationId = operationId;
    this.sequence = sequence;
  }

  /** The operation. */
  public String operationId() {
    return operationId;
  }

  /** The entry that may hold it; negative if any later one may, too, as the operation goes on. */
  public long sequence() {
    return sequence;
  }
}
