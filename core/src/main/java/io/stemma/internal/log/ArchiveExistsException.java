package io.stemma.internal.log;

/** The store holds an archive already. */
public final class ArchiveExistsException extends LogException {
  private static final long serialVersionUID = 1L;

  /** Says what was found and what to do. */
  ArchiveExistsException(String message) {
    super(message);
  }
}
