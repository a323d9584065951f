package io.stemma.internal.log;

import io.stemma.internal.base.Hash;
import io.stemma.internal.format.v1.ArchiveState;
import io.stemma.internal.format.v1.EntryRef;
import io.stemma.internal.format.v1.LogEntry;

/**
 * An entry as it was read or written, with its digest.
 *
 * @param entry the entry
 * @param digest SHA-256 of its stored bytes
 */
public record LogHead(LogEntry entry, Hash digest) {

  /** The entry's number. */
  public long sequence() {
    return entry.sequence();
  }

  /** The state of the archive after the entry. */
  public ArchiveState state() {
    return entry.state();
  }

  /** Names the entry. */
  public EntryRef ref() {
    return new EntryRef(entry.sequence(), digest);
  }
}
