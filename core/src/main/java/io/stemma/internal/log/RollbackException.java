package io.stemma.internal.log;

import io.stemma.internal.format.v1.EntryRef;

/** The archive went back: its newest entry is older than one that is remembered. */
public final class RollbackException extends LogException {
  private static final long serialVersionUID = 1L;

  private final long sequence;
  private final String expectedDigest;
  private final long newest;

  /** Names what is remembered and what is there. */
  RollbackException(EntryRef expected, long newest) {
    super(
        "the archive went back: entry "
            + expected.sequence()
            + " was seen, now its newest is "
            + newest
            + "; if it was restored on purpose, recover it");
    this.sequence = expected.sequence();
    this.expectedDigest = expected.digest().toString();
    this.newest = newest;
  }

  /** The remembered sequence. */
  public long sequence() {
    return sequence;
  }

  /** The remembered digest, in hexadecimal. */
  public String expectedDigest() {
    return expectedDigest;
  }

  /** The newest sequence that was found. */
  public long newest() {
    return newest;
  }
}
