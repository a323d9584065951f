package io.stemma.internal.log;

import java.io.IOException;
import java.util.List;

/** What the layer above does once per try, between the operations and the entry. */
@FunctionalInterface
public interface BatchHook {
  /** Does nothing. */
  BatchHook NONE = (base, draft, applied) -> {};

  /** Reads the tree of refs. */
  default RefLookup refs() {
    return RefLookup.NONE;
  }

  /**
   * Writes what the entry will refer to, and adds it to the draft.
   *
   * @param base the entry that the batch builds on
   * @param draft the next state
   * @param applied the operations that are in it, in order
   * @throws IOException if that failed; the batch is tried again until its deadline
   */
  void beforeEntry(LogHead base, StateDraft draft, List<Operation> applied) throws IOException;
}
