package io.stemma.signal;

import java.io.IOException;

/** A file that cannot be read as a signal; the message names it and says what is wrong. */
public final class SignalFormatException extends IOException {
  private static final long serialVersionUID = 1L;

  /** What is wrong with a file. */
  public enum Problem {
    /** It does not begin as signal files do. */
    NOT_A_SIGNAL,
    /** A newer version of this library wrote it. */
    NEWER_VERSION,
    /** Its header is damaged or says what no signal can be. */
    DAMAGED,
    /** It ends too early. */
    TRUNCATED,
    /** It goes on behind its last sample. */
    TOO_LONG,
    /** It was written over by another signal after it had been opened. */
    CHANGED,
    /** It has one dimension where two are expected, or the other way round. */
    OTHER_DIMENSIONS,
    /** It is a table whose text is not as it must be. */
    MALFORMED_TEXT
  }

  /** What is wrong. */
  private final Problem problem;

  SignalFormatException(Problem problem, String message) {
    super(message);
    this.problem = problem;
  }

  /**
   * What is wrong.
   *
   * @return the kind of problem
   */
  public Problem problem() {
    return problem;
  }
}
