package io.stemma.internal.log;

import io.stemma.internal.format.v1.ArchiveState;
import io.stemma.internal.format.v1.LogEntry;
import io.stemma.internal.format.v1.OperationRecord;
import io.stemma.storage.NoSuchStoreException;
import io.stemma.storage.ReadOnlyStoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Operations that share an entry, from the first try until each has its answer. Every try applies
 * what is left to the newest state; after a lost race those that are in the log already are done.
 */
final class Batch {
  private static final Logger LOG = LoggerFactory.getLogger(Batch.class);

  private final OperationLog log;
  private final BatchHook hook;
  private final List<Ticket> open;
  private final Backoff races;
  private final Backoff errors;
  private boolean again;

  Batch(OperationLog log, BatchHook hook, List<Ticket> tickets) {
    this.log = log;
    this.hook = hook;
    this.open = new ArrayList<>(tickets);
    this.races = log.options().raceBackoff();
    this.errors = log.options().errorBackoff();
  }

  /** Tries until every operation has its answer. Never throws. */
  void run() {
    try {
      while (!open.isEmpty()) {
        attempt();
      }
    } catch (RuntimeException | Error e) {
      failAll(e);
    }
  }

  private void attempt() {
    LogHead base;
    boolean sure = again || !log.isHeadRecent();
    try {
      base = sure ? log.head() : log.known();
    } catch (IOException e) {
      notYet(e, errors);
      return;
    }
    StateDraft draft = new StateDraft(base.state(), hook.refs());
    Map<Ticket, Optional<OperationRecord>> applied;
    try {
      applied = apply(base, draft, sure);
    } catch (UncheckedIOException e) {
      notYet(Objects.requireNonNull(e.getCause()), errors);
      return;
    } finally {
      again = true;
    }
    if (!sure && applied.values().stream().allMatch(Optional::isEmpty)) {
      return; // what there is nothing to do to must be the newest state
    }
    List<Operation> writing = new ArrayList<>();
    List<OperationRecord> records = new ArrayList<>();
    applied.forEach(
        (ticket, result) ->
            result.ifPresent(
                found -> {
                  writing.add(ticket.operation);
                  records.add(found);
                }));
    if (records.isEmpty()) {
      nothingToDo(base);
      return;
    }
    LogEntry entry;
    try {
      hook.beforeEntry(base, draft, List.copyOf(writing));
      entry = log.next(base, records, draft.toState());
    } catch (IOException e) {
      notYet(e, errors);
      return;
    }
    append(base, entry);
  }

  /**
   * Applies each operation that is left; one that fails is answered and leaves no trace. Where the
   * store fails, all begin again.
   *
   * @param sure whether the base is the newest; if not, an operation that fails is not answered,
   *     and none is applied
   */
  private Map<Ticket, Optional<OperationRecord>> apply(
      LogHead base, StateDraft draft, boolean sure) {
    Map<Ticket, Optional<OperationRecord>> applied = new LinkedHashMap<>();
    ArchiveState good = base.state();
    for (Iterator<Ticket> it = open.iterator(); it.hasNext(); ) {
      Ticket ticket = it.next();
      draft.begin();
      try {
        Optional<OperationRecord> result = ticket.operation.apply(base, draft);
        if (result.isPresent() && !result.get().id().equals(ticket.id())) {
          throw new IllegalStateException(
              "operation " + ticket.id() + " calls itself " + result.get().id());
        }
        ArchiveState edited = draft.toState();
        if (result.isEmpty() && !edited.equals(good)) {
          throw new IllegalStateException(
              "operation " + ticket.id() + " edits the state without saying so");
        }
        good = edited;
        applied.put(ticket, result);
      } catch (UncheckedIOException e) {
        throw e;
      } catch (RuntimeException | Error e) {
        if (!sure && e instanceof RuntimeException) {
          return Map.of();
        }
        draft.restore(good);
        it.remove();
        ticket.failed(e);
      }
    }
    draft.begin();
    return applied;
  }

  /** Writes the entry; the very same one again as long as nobody knows and someone can wait. */
  private void append(LogHead base, LogEntry entry) {
    boolean maybe = false;
    while (!open.isEmpty()) {
      AppendResult result;
      try {
        result = log.append(base, entry, soonest());
      } catch (IOException e) {
        if (!maybe) {
          notYet(e, errors);
          return;
        }
        result = new AppendResult.Unknown(entry.sequence(), false, e);
      } catch (LogException e) {
        if (!maybe) {
          throw e;
        }
        result = new AppendResult.Unknown(entry.sequence(), true, new IOException(e));
      } catch (RuntimeException | Error e) {
        // Out of memory, or a fault of the store's client: the entry may be there all the same.
        result = new AppendResult.Unknown(entry.sequence(), true, new IOException(e));
      }
      if (result instanceof AppendResult.Won won) {
        open.forEach(ticket -> ticket.won(won.head()));
        open.clear();
      } else if (result instanceof AppendResult.Lost lost) {
        settle(lost.since());
        notYet(new IOException("other writers were always first"), races);
        return;
      } else if (result instanceof AppendResult.Unknown unknown) {
        maybe = true;
        unknown(unknown);
      }
    }
  }

  /** Answers those that one of the entries holds. */
  private void settle(List<LogHead> since) {
    for (Iterator<Ticket> it = open.iterator(); it.hasNext(); ) {
      Ticket ticket = it.next();
      for (LogHead head : since) {
        if (head.entry().contains(ticket.id())) {
          it.remove();
          ticket.won(head);
          break;
        }
      }
    }
  }

  private void nothingToDo(LogHead base) {
    if (open.isEmpty()) {
      return;
    }
    try {
      log.makeDurable(base, soonest());
    } catch (IOException e) {
      notYet(e, errors);
      return;
    }
    open.forEach(ticket -> ticket.won(base));
    open.clear();
  }

  private void unknown(AppendResult.Unknown unknown) {
    for (Iterator<Ticket> it = open.iterator(); it.hasNext(); ) {
      Ticket ticket = it.next();
      if (unknown.durabilityInDoubt() || hopeless(unknown.cause()) || ticket.deadline.passed()) {
        it.remove();
        ticket.failed(
            new CommitUnknownException(
                ticket.id(),
                unknown.sequence(),
                "nobody knows whether operation "
                    + ticket.id()
                    + " was committed as entry "
                    + unknown.sequence()
                    + "; ask for its outcome before doing it again",
                unknown.cause()));
      }
    }
  }

  /** Nothing is committed so far: whoever has no time left is told so, the others wait a bit. */
  private void notYet(IOException cause, Backoff backoff) {
    for (Iterator<Ticket> it = open.iterator(); it.hasNext(); ) {
      Ticket ticket = it.next();
      if (ticket.deadline.passed() || hopeless(cause)) {
        it.remove();
        ticket.failed(
            new CommitFailedException(
                "operation " + ticket.id() + " was not committed: " + cause.getMessage(), cause));
      }
    }
    if (!open.isEmpty() && !backoff.await(soonest()) && Thread.interrupted()) {
      // Nobody but this class knows the thread; its flag would only break the store's I/O.
      LOG.debug("an interrupt of the committing thread is ignored");
    }
  }

  private static boolean hopeless(IOException cause) {
    return cause instanceof ReadOnlyStoreException || cause instanceof NoSuchStoreException;
  }

  private void failAll(Throwable cause) {
    open.forEach(ticket -> ticket.failed(cause));
    open.clear();
  }

  private Deadline soonest() {
    Deadline found = open.get(0).deadline;
    for (Ticket ticket : open) {
      if (ticket.deadline.end() - found.end() < 0) {
        found = ticket.deadline;
      }
    }
    return found;
  }
}
