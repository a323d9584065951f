package io.stemma.internal.log;

import io.stemma.internal.base.MalformedException;
import io.stemma.internal.format.v1.EntryRef;
import io.stemma.internal.format.v1.LogEntry;
import io.stemma.internal.format.v1.LogKey;
import io.stemma.internal.format.v1.UnsupportedFeatureException;
import io.stemma.internal.format.v1.UnsupportedVersionException;
import io.stemma.storage.ObjectStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** Reads a whole log, newest first, and notes every fault instead of stopping at one. */
final class LogVerifier {
  private static final int PAGE = 1_024;

  private final LogReader reader;
  private final long first;
  private final List<LogFault> faults = new ArrayList<>();

  /** Digests that newer entries name, by sequence, of entries still to come. */
  private final Map<Long, Named> named = new HashMap<>();

  private long above;
  private Optional<LogHead> newer = Optional.empty();

  /** The oldest recovery so far; what lies between it and the entry it took up is dead. */
  private Optional<LogEntry> recovery = Optional.empty();

  private final Consumer<LogHead> sound;

  private record Named(EntryRef entry, long by) {}

  LogVerifier(ObjectStore store, long first, Consumer<LogHead> sound) {
    this.sound = sound;
    this.reader = new LogReader(store);
    this.first = first;
  }

  List<LogFault> verify() throws IOException {
    String after = "";
    List<String> keys;
    do {
      keys = reader.list(after, PAGE);
      for (String key : keys) {
        OptionalLong sequence = LogKey.sequence(key);
        if (sequence.isPresent()) {
          place(key, sequence.getAsLong());
        }
        after = key;
      }
    } while (keys.size() == PAGE);
    if (above == 0) {
      faults.add(new LogFault(LogKey.PREFIX, "the log holds no entry"));
    } else {
      missing(first);
    }
    marker();
    return List.copyOf(faults);
  }

  private void place(String key, long sequence) {
    if (above != 0) {
      missing(sequence + 1);
    }
    above = sequence;
    try {
      Slot slot = reader.slot(sequence);
      if (slot instanceof Slot.Present present) {
        good(key, present.head());
      } else if (slot instanceof Slot.Damaged damaged) {
        bad(key, sequence, damaged);
      } else {
        faults.add(new LogFault(key, "the entry is listed, but not there"));
      }
    } catch (IOException | UnsupportedVersionException | UnsupportedFeatureException e) {
      faults.add(new LogFault(key, "cannot be read: " + e.getMessage()));
    }
  }

  /** Notes that the entries from {@code from} to below the last one seen are not there. */
  private void missing(long from) {
    if (from < above) {
      faults.add(
          new LogFault(
              LogKey.of(above - 1),
              from == above - 1
                  ? "entry " + from + " is missing"
                  : "entries " + from + " to " + (above - 1) + " are missing"));
    }
  }

  private void bad(String key, long sequence, Slot.Damaged damaged) {
    named.remove(sequence);
    String recovered =
        recovery
            .filter(by -> sequence > by.recoversFrom().orElseThrow().sequence())
            .map(by -> "; entry " + by.sequence() + " recovered over it")
            .orElse("");
    faults.add(new LogFault(key, damaged.cause().getMessage() + recovered));
  }

  private void good(String key, LogHead head) {
    LogEntry entry = head.entry();
    if (recovery.isEmpty()
        || head.sequence() <= recovery.get().recoversFrom().orElseThrow().sequence()) {
      sound.accept(head);
    }
    Named expected = named.remove(head.sequence());
    if (expected != null && !expected.entry.digest().equals(head.digest())) {
      faults.add(
          new LogFault(
              key,
              "its digest is "
                  + head.digest()
                  + ", but entry "
                  + expected.by
                  + " names "
                  + expected.entry.digest()));
    }
    if (newer.isPresent()) {
      LogEntry next = newer.get().entry();
      if (next.time().isBefore(entry.time())) {
        faults.add(
            new LogFault(
                LogKey.of(next.sequence()),
                "its time " + next.time() + " is before that of entry " + entry.sequence()));
      }
      if (!next.archiveId().equals(entry.archiveId())) {
        faults.add(
            new LogFault(
                key,
                "it belongs to archive "
                    + entry.archiveId()
                    + ", entry "
                    + next.sequence()
                    + " to "
                    + next.archiveId()));
      }
    }
    links(key, entry);
    if (entry.recoversFrom().isPresent()) {
      recovery = Optional.of(entry);
    }
    newer = Optional.of(head);
  }

  private void links(String key, LogEntry entry) {
    if (entry.sequence() == first) {
      if (!entry.previous().equals(LogEntry.NO_ENTRY)) {
        faults.add(new LogFault(key, "it is the first entry, but names one before it"));
      }
    } else {
      EntryRef previous = new EntryRef(entry.sequence() - 1, entry.previous());
      named.put(previous.sequence(), new Named(previous, entry.sequence()));
    }
    entry
        .recoversFrom()
        .ifPresent(from -> named.put(from.sequence(), new Named(from, entry.sequence())));
  }

  private void marker() throws IOException {
    try {
      String id = reader.marker().map(marker -> marker.archiveId()).orElse("");
      if (id.isEmpty()) {
        faults.add(new LogFault(LogKey.MARKER, "it is missing"));
      } else if (newer.isPresent() && !newer.get().entry().archiveId().equals(id)) {
        faults.add(
            new LogFault(
                LogKey.MARKER,
                "it belongs to archive " + id + ", the log to " + newer.get().entry().archiveId()));
      }
    } catch (DamagedLogException | MalformedException e) {
      faults.add(new LogFault(LogKey.MARKER, String.valueOf(e.getMessage())));
    } catch (UnsupportedVersionException e) {
      faults.add(new LogFault(LogKey.MARKER, "cannot be read: " + e.getMessage()));
    }
  }
}
