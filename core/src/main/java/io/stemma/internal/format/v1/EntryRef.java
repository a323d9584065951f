package io.stemma.internal.format.v1;

import io.stemma.internal.base.Hash;

/**
 * Names one entry of the operation log and what it says.
 *
 * @param sequence its number
 * @param digest SHA-256 of its stored bytes
 */
public record EntryRef(long sequence, Hash digest) {
  /** Checks the number. */
  public EntryRef {
    Checks.number("the sequence", sequence, 1, LogKey.MAX_SEQUENCE);
  }
}
