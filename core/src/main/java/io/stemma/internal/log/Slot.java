package io.stemma.internal.log;

import io.stemma.internal.base.Hash;

/** What is found under the key of an entry. */
sealed interface Slot {
  /** Nothing. */
  record Absent() implements Slot {}

  /** A good entry. */
  record Present(LogHead head) implements Slot {}

  /** Bytes that are no good entry of this number. */
  record Damaged(String key, Hash digest, RuntimeException cause) implements Slot {
    DamagedLogException exception() {
      return new DamagedLogException(
          key,
          "this log entry is damaged ("
              + cause.getMessage()
              + "); to go on from the entry before it, recover the archive",
          cause);
    }
  }
}
