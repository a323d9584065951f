package io.stemma.internal.log;

import java.io.IOException;
import java.util.List;

/** What became of an append: it happened, it did not, or nobody knows. */
public sealed interface AppendResult {
  /**
   * The entry is in the log.
   *
   * @param head the entry
   */
  record Won(LogHead head) implements AppendResult {}

  /**
   * Others were first; the entry is not in the log and never will be.
   *
   * @param since every entry after the base, oldest first
   */
  record Lost(List<LogHead> since) implements AppendResult {
    /** Copies the list. */
    public Lost {
      since = List.copyOf(since);
    }
  }

  /**
   * The entry may or may not be in the log.
   *
   * @param sequence where it would be
   * @param durabilityInDoubt whether reading it back would prove nothing; else the same append may
   *     be tried again with the very same entry
   * @param cause what went wrong
   */
  record Unknown(long sequence, boolean durabilityInDoubt, IOException cause)
      implements AppendResult {}
}
