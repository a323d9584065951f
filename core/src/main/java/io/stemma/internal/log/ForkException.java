package io.stemma.internal.log;

import io.stemma.internal.base.Hash;
import io.stemma.internal.format.v1.EntryRef;

/** The archive has another history than the one that is remembered. */
public final class ForkException extends LogException {
  private static final long serialVersionUID = 1L;

  private final long sequence;
  private final String expectedDigest;
  private final String foundDigest;

  /** Names the remembered entry and what is in its place. */
  ForkException(EntryRef expected, Hash found, String detail) {
    super(
        "the archive has another history: entry "
            + expected.sequence()
            + " had digest "
            + expected.digest()
            + ", now "
            + found
            + detail);
    this.sequence = expected.sequence();
    this.expectedDigest = expected.digest().toString();
    this.foundDigest = found.toString();
  }

  /** The remembered sequence. */
  public long sequence() {
    return sequence;
  }

  /** The remembered digest, in hexadecimal. */
  public String expectedDigest() {
    return expectedDigest;
  }

  /** The digest that was found, in hexadecimal. */
  public String foundDigest() {
    return foundDigest;
  }
}
