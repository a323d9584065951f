package io.stemma.internal.log;

import io.stemma.internal.format.v1.EntryRef;
import io.stemma.internal.format.v1.LogEntry;
import io.stemma.internal.format.v1.LogKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Looks back along the chain. */
final class LogHistory {
  private final LogReader reader;
  private final LogReader past;
  private final long first;

  /**
   * Looks back from an entry.
   *
   * @param reader tells what is in the archive now
   * @param past may give copies, which count only where the digest is known
   */
  LogHistory(LogReader reader, LogReader past, long first) {
    this.reader = reader;
    this.past = past;
    this.first = first;
  }

  /** Newest first, each checked against the digest that its successor names. */
  Stream<LogHead> stream(LogHead from) {
    Iterator<LogHead> entries =
        new Iterator<>() {
          private Optional<LogHead> given = Optional.empty();

          @Override
          public boolean hasNext() {
            return given.isEmpty() || given.get().sequence() > first;
          }

          @Override
          public LogHead next() {
            if (!hasNext()) {
              throw new NoSuchElementException();
            }
            LogHead next = given.isEmpty() ? from : before(given.get());
            given = Optional.of(next);
            return next;
          }
        };
    int traits = Spliterator.ORDERED | Spliterator.NONNULL | Spliterator.DISTINCT;
    return StreamSupport.stream(Spliterators.spliteratorUnknownSize(entries, traits), false);
  }

  /** The entry before one: what it names, past what it recovered over. */
  private LogHead before(LogHead newer) {
    LogEntry entry = newer.entry();
    EntryRef named =
        entry.recoversFrom().orElse(new EntryRef(newer.sequence() - 1, entry.previous()));
    try {
      if (past.slot(named.sequence()) instanceof Slot.Present copy
          && copy.head().digest().equals(named.digest())) {
        return copy.head();
      }
      LogHead found =
          reader
              .find(named.sequence())
              .orElseThrow(
                  () ->
                      new DamagedLogException(
                          LogKey.of(named.sequence()), "this log entry is missing"));
      if (!found.digest().equals(named.digest())) {
        throw new DamagedLogException(
            LogKey.of(named.sequence()),
            "this is not the log entry that entry " + newer.sequence() + " names");
      }
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The newest entry not later than a time. Times never decrease along the chain. */
  Optional<LogHead> asOf(LogHead head, Instant time) throws IOException {
    if (!head.entry().time().isAfter(time)) {
      return Optional.of(head);
    }
    Optional<LogHead> best = Optional.empty();
    long low = first;
    long high = head.sequence() - 1;
    while (low <= high) {
      long middle = low + (high - low) / 2;
      Optional<LogHead> found = goodAtOrBelow(middle, low);
      if (found.isEmpty()) {
        low = middle + 1;
      } else if (found.get().entry().time().isAfter(time)) {
        high = found.get().sequence() - 1;
      } else {
        best = found;
        low = middle + 1;
      }
    }
    return best;
  }

  private Optional<LogHead> goodAtOrBelow(long sequence, long low) throws IOException {
    for (long n = sequence; n >= low; n--) {
      if (reader.slot(n) instanceof Slot.Present present) {
        return Optional.of(present.head());
      }
    }
    return Optional.empty();
  }

  /** Checks the place of a remembered entry, without following the chain. */
  void checkHolds(LogHead head, EntryRef known) throws IOException {
    if (known.sequence() > head.sequence()) {
      throw new RollbackException(known, head.sequence());
    }
    Slot slot =
        known.sequence() == head.sequence()
            ? new Slot.Present(head)
            : reader.slot(known.sequence());
    if (slot instanceof Slot.Present present && present.head().digest().equals(known.digest())) {
      return;
    }
    // Its bytes may have rotted since; then its successor still names the right digest.
    Optional<LogHead> successor =
        known.sequence() < head.sequence()
                && reader.slot(known.sequence() + 1) instanceof Slot.Present next
            ? Optional.of(next.head())
            : Optional.empty();
    if (!(slot instanceof Slot.Present)
        && successor.isPresent()
        && successor.get().entry().previous().equals(known.digest())) {
      return;
    }
    throw new ForkException(
        known,
        slot instanceof Slot.Present other
            ? other.head().digest()
            : slot instanceof Slot.Damaged damaged ? damaged.digest() : LogEntry.NO_ENTRY,
        successor.map(LogReader::recoveryHint).orElse(""));
  }

  /** Checks that the chain leads from a head down to an entry. */
  void checkExtends(LogHead head, EntryRef expected) {
    if (expected.sequence() > head.sequence()) {
      throw new RollbackException(expected, head.sequence());
    }
    try (Stream<LogHead> entries = stream(head)) {
      LogHead found =
          entries
              .filter(entry -> entry.sequence() <= expected.sequence())
              .findFirst()
              .orElseThrow(
                  () ->
                      new DamagedLogException(
                          LogKey.of(expected.sequence()), "the log does not reach this entry"));
      if (!found.ref().equals(expected)) {
        throw new ForkException(
            expected,
            found.sequence() == expected.sequence() ? found.digest() : LogEntry.NO_ENTRY,
            found.sequence() == expected.sequence() ? "" : "; a later entry recovered over it");
      }
    }
  }
}
