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
   * "No" is only said once the only place of the operation is taken by an entry without it; "yes"
   * only of an entry that is durable.
   *
   * @param place the entry that holds the operation if any does; or from {@link #orLater}
   */
  CommitOutcome find(String operationId, long place) throws IOException {
    long sequence = Math.abs(place);
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
    return place < 0 ? CommitOutcome.UNKNOWN : CommitOutcome.NOT_COMMITTED;
  }

  /**
   * The place of an operation that goes on: in an entry or any later one. Nobody but the process
   * that runs it can tell that it is not committed.
   */
  static long orLater(long sequence) {
    return -sequence;
  }
}
