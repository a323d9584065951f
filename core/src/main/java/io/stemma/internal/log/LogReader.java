package io.stemma.internal.log;

import io.stemma.internal.base.Hash;
import io.stemma.internal.base.MalformedException;
import io.stemma.internal.format.v1.ArchiveMarker;
import io.stemma.internal.format.v1.LogEntry;
import io.stemma.internal.format.v1.LogEntryCodec;
import io.stemma.internal.format.v1.LogKey;
import io.stemma.internal.format.v1.UnsupportedVersionException;
import io.stemma.storage.NoSuchObjectException;
import io.stemma.storage.ObjectInfo;
import io.stemma.storage.ObjectRange;
import io.stemma.storage.ObjectStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Reads single entries and follows the chain forward. Keeps nothing. */
final class LogReader {
  private static final int FIRST_READ = 256 << 10;
  private static final int STUBS = 4;

  private final ObjectStore store;

  LogReader(ObjectStore store) {
    this.store = store;
  }

  /** The newest entry that a listing shows. Passes over whatever has not the name of an entry. */
  OptionalLong newestListed() throws IOException {
    String after = "";
    for (; ; ) {
      List<String> keys = list(after, STUBS);
      for (String key : keys) {
        OptionalLong sequence = LogKey.sequence(key);
        if (sequence.isPresent()) {
          return sequence;
        }
      }
      if (keys.size() < STUBS) {
        return OptionalLong.empty();
      }
      after = keys.get(keys.size() - 1);
    }
  }

  /** Names under {@code log/} behind one of them. */
  List<String> list(String after, int limit) throws IOException {
    List<String> keys = new ArrayList<>();
    try (Stream<ObjectInfo> names = store.list(LogKey.PREFIX, after, limit)) {
      names.forEach(info -> keys.add(info.key()));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return keys;
  }

  /** What is in the place of an entry. */
  Slot slot(long sequence) throws IOException {
    String key = LogKey.of(sequence);
    byte[] bytes;
    try {
      bytes = bytes(key, LogEntryCodec.MAX_BYTES);
    } catch (NoSuchObjectException e) {
      return new Slot.Absent();
    }
    try {
      LogEntry entry = LogEntryCodec.decode(bytes);
      if (entry.sequence() != sequence) {
        throw new MalformedException(
            "entry " + entry.sequence() + " is in the place of entry " + sequence);
      }
      return new Slot.Present(new LogHead(entry, Hash.of(bytes)));
    } catch (UnsupportedVersionException e) {
      throw e.in(key);
    } catch (MalformedException e) {
      return new Slot.Damaged(key, Hash.of(bytes), e);
    }
  }

  /** An entry, if it is there. */
  Optional<LogHead> find(long sequence) throws IOException {
    Slot slot = slot(sequence);
    if (slot instanceof Slot.Damaged damaged) {
      throw damaged.exception();
    }
    return slot instanceof Slot.Present present ? Optional.of(present.head()) : Optional.empty();
  }

  /** {@code stemma.json}, if it is there. */
  Optional<ArchiveMarker> marker() throws IOException {
    try {
      return Optional.of(LogEntryCodec.decodeMarker(bytes(LogKey.MARKER, 65_536)));
    } catch (NoSuchObjectException e) {
      return Optional.empty();
    } catch (UnsupportedVersionException e) {
      throw e.in(LogKey.MARKER);
    } catch (MalformedException e) {
      throw new DamagedLogException(LogKey.MARKER, "it is damaged (" + e.getMessage() + ")", e);
    }
  }

  /**
   * The entry that follows, with its link checked. Damaged entries are passed over where a later
   * one recovered over them.
   */
  Optional<LogHead> next(LogHead from) throws IOException {
    Slot slot = slot(from.sequence() + 1);
    if (slot instanceof Slot.Absent) {
      return Optional.empty();
    }
    LogHead next =
        slot instanceof Slot.Present present
            ? present.head()
            : recoveredOver((Slot.Damaged) slot, from.sequence() + 1);
    Hash found =
        next.entry()
            .recoversFrom()
            .filter(target -> target.sequence() == from.sequence())
            .map(target -> target.digest())
            .orElse(next.entry().previous());
    if (!found.equals(from.digest())) {
      throw new ForkException(from.ref(), found, recoveryHint(next));
    }
    return Optional.of(next);
  }

  /** Follows the chain to its end. */
  LogHead advance(LogHead from, Consumer<LogHead> seen) throws IOException {
    LogHead head = from;
    for (Optional<LogHead> next = next(head); next.isPresent(); next = next(head)) {
      head = next.get();
      seen.accept(head);
    }
    return head;
  }

  /** The entry that recovered over a damaged one; fails if there is none. */
  LogHead recoveredOver(Slot.Damaged damaged, long sequence) throws IOException {
    Slot.Damaged last = damaged;
    for (long n = sequence + 1; ; n++) {
      Slot slot = slot(n);
      if (slot instanceof Slot.Present present
          && present.head().entry().recoversFrom().isPresent()
          && present.head().entry().previous().equals(last.digest())) {
        return present.head();
      }
      if (!(slot instanceof Slot.Damaged next)) {
        throw damaged.exception();
      }
      last = next;
    }
  }

  static String recoveryHint(LogHead next) {
    return next.entry().recoversFrom().isEmpty()
        ? ""
        : "; entry "
            + next.sequence()
            + " recovered over it, and what it held is lost; if that is known, forget the"
            + " remembered head";
  }

  private byte[] bytes(String key, int max) throws IOException {
    ObjectRange range = store.read(key, 0, Math.min(max, FIRST_READ));
    byte[] first = toBytes(range.bytes());
    // An object longer than any entry is damage; its beginning tells so when it is decoded.
    int length = (int) Math.min(range.objectLength(), max);
    if (length <= first.length) {
      return first;
    }
    byte[] all = Arrays.copyOf(first, length);
    byte[] rest = toBytes(store.read(key, first.length, length - first.length).bytes());
    if (rest.length != length - first.length) {
      throw new IOException(
          key + ": " + length + " bytes are announced, " + (first.length + rest.length) + " came");
    }
    System.arraycopy(rest, 0, all, first.length, rest.length);
    return all;
  }

  private static byte[] toBytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }
}
