package io.stemma.internal.log;

import io.stemma.internal.format.v1.OperationRecord;
import java.util.Optional;

/** Something to be done to an archive, all or nothing. May be tried on several bases in turn. */
public interface Operation {

  /** 32 hexadecimal digits, never used before, the same over all tries. */
  String id();

  /**
   * Checks whether the operation still fits and edits the draft of the next state.
   *
   * @param base the entry that the batch builds on; operations earlier in the batch show in the
   *     draft only
   * @param draft what the state will be; set back if this throws
   * @return what goes into the log; empty if there is nothing to do
   * @throws RuntimeException if the operation does not fit; its caller gets this very exception
   */
  Optional<OperationRecord> apply(LogHead base, StateDraft draft);
}
