package io.stemma.internal.log;

import java.util.concurrent.CompletableFuture;

/** A submitted operation, and what became of it. */
final class Ticket {
  final Operation operation;
  final Deadline deadline;

  /** The first entry that may hold it. */
  final long firstSequence;

  final CompletableFuture<Committed> done = new CompletableFuture<>();

  Ticket(Operation operation, Deadline deadline, long firstSequence) {
    this.operation = operation;
    this.deadline = deadline;
    this.firstSequence = firstSequence;
  }

  String id() {
    return operation.id();
  }

  void won(LogHead head) {
    done.complete(new Committed(head));
  }

  void failed(Throwable cause) {
    done.completeExceptionally(cause);
  }
}
