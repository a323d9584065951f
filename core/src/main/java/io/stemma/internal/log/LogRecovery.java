package io.stemma.internal.log;

import io.stemma.internal.base.Hash;
import io.stemma.internal.format.v1.EntryRef;
import io.stemma.internal.format.v1.LogEntry;
import io.stemma.internal.format.v1.LogEntryCodec;
import io.stemma.internal.format.v1.LogKey;
import io.stemma.internal.format.v1.OperationRecord;
import io.stemma.internal.format.v1.UnknownFields;
import io.stemma.storage.ObjectStore;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Goes on from the newest good entry. Nothing is removed or written over: a new entry takes the
 * state of the good one and names the bytes of the damaged ones that it passes over.
 */
final class LogRecovery {
  private final LogOptions options;
  private final LogReader reader;
  private final LogWriter writer;
  private final LogBirth birth;

  LogRecovery(ObjectStore store, LogOptions options) {
    this.options = options;
    this.reader = new LogReader(store);
    this.writer = new LogWriter(store, options.errorBackoff());
    this.birth = new LogBirth(store, options);
  }

  LogHead recover() throws IOException {
    Deadline deadline = Deadline.in(options.deadline(), options.pause());
    for (; ; ) {
      OptionalLong listed = reader.newestListed();
      Optional<LogHead> done =
          listed.isEmpty()
              ? Optional.of(birth.complete(true))
              : recoverBehind(listed.getAsLong(), deadline);
      if (done.isPresent()) {
        return done.get();
      }
      if (deadline.passed()) {
        throw new IOException("others kept appending to the log while it was to be recovered");
      }
    }
  }

  /** One try; empty if somebody else appended meanwhile. */
  private Optional<LogHead> recoverBehind(long listed, Deadline deadline) throws IOException {
    long last = listed;
    Slot slot = reader.slot(last);
    for (Slot next = reader.slot(last + 1);
        !(next instanceof Slot.Absent);
        next = reader.slot(last + 1)) {
      slot = next;
      last++;
    }
    if (slot instanceof Slot.Present present) {
      LogHead head = present.head();
      return setBack(head)
          ? append(head, head.sequence(), head.digest(), "the archive was set back", deadline)
          : Optional.of(head);
    }
    Hash damage = slot instanceof Slot.Damaged damaged ? damaged.digest() : LogEntry.NO_ENTRY;
    return append(newestGood(last - 1), last, damage, "log entry is damaged", deadline);
  }

  private boolean setBack(LogHead head) {
    return options
        .known()
        .get(head.entry().archiveId())
        .filter(known -> known.sequence() > head.sequence())
        .isPresent();
  }

  private LogHead newestGood(long from) throws IOException {
    for (long n = from; n >= options.firstSequence(); n--) {
      if (reader.slot(n) instanceof Slot.Present present) {
        return present.head();
      }
    }
    // Not even the first is left, but it follows from stemma.json.
    return LogBirth.firstEntry(
        reader
            .marker()
            .orElseThrow(
                () ->
                    new NoArchiveException(
                        "no log entry can be read and " + LogKey.MARKER + " is missing")),
        options.firstSequence());
  }

  private Optional<LogHead> append(
      LogHead good, long last, Hash lastDigest, String reason, Deadline deadline)
      throws IOException {
    Instant now = options.clock().instant();
    Instant time = now.isBefore(good.entry().time()) ? good.entry().time() : now;
    String message = reason + ": going on from entry " + good.sequence() + " behind entry " + last;
    LogEntry entry =
        new LogEntry(
            last + 1,
            lastDigest,
            good.entry().archiveId(),
            Ids.random(),
            time,
            List.of(new OperationRecord(Ids.random(), time, "", "recover", message, List.of())),
            good.state(),
            Optional.of(new EntryRef(good.sequence(), good.digest())),
            UnknownFields.NONE);
    if (!good.state().missingWriterFeatures().isEmpty()) {
      throw new ReadOnlyLogException(good.state().missingWriterFeatures());
    }
    byte[] bytes = LogEntryCodec.encode(entry);
    LogHead own = new LogHead(entry, Hash.of(bytes));
    LogWriter.Result result = writer.create(LogKey.of(last + 1), bytes, deadline);
    boolean won =
        switch (result.outcome()) {
          case CREATED -> true;
          case EXISTS -> reader.find(last + 1).filter(own::equals).isPresent();
          default -> throw result.cause();
        };
    if (!won) {
      return Optional.empty();
    }
    options.known().forget(entry.archiveId());
    options.known().remember(entry.archiveId(), own.ref());
    return Optional.of(own);
  }
}
