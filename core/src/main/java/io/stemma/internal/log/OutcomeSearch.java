package io.stemma.internal.log;

import java.io.IOException;
import java.util.Optional;

/** Looks for an operation whose outcome was unknown. */
final class OutcomeSearch {
  private final OperationLog log;

  OutcomeSearch(OperationLog log) {
    this.log = log;
  }

  /**
   * "No" is only said once the place is taken by an entry without the operation; "yes" only of an
   * entry that is durable.
   */
  CommitOutcome find(String operationId, long sequence) throws IOException {
    Optional<LogHead> entry = log.entry(sequence);
    if (entry.isEmpty()) {
      return CommitOutcome.UNKNOWN;
    }
    for (long n = sequence; entry.isPresent(); entry = log.entry(++n)) {
      if (entry.get().entry().contains(operationId)) {
        if (log.inDoubt(n)) {
          return CommitOutcome.UNKNOWN;
        }
        log.makeDurable(entry.get(), Deadline.in(log.options().deadline(), log.options().pause()));
        return CommitOutcome.COMMITTED;
      }
    }
    return CommitOutcome.NOT_COMMITTED;
  }
}
