package io.stemma.internal.log;

/** The store holds no archive, or only the beginning of one. */
public final class NoArchiveException extends LogException {
  private static final long serialVersionUID = 1L;

  /** Says what was found and what to do. */
  NoArchiveException(String message) {
    super(message);
  }
}
