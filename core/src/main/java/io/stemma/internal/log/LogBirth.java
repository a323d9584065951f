package io.stemma.internal.log;

import io.stemma.internal.base.Hash;
import io.stemma.internal.format.v1.ArchiveMarker;
import io.stemma.internal.format.v1.ArchiveState;
import io.stemma.internal.format.v1.LogEntry;
import io.stemma.internal.format.v1.LogEntryCodec;
import io.stemma.internal.format.v1.LogKey;
import io.stemma.internal.format.v1.OperationRecord;
import io.stemma.internal.format.v1.UnknownFields;
import io.stemma.storage.ObjectStore;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Creates an archive: {@code stemma.json} decides who creates it, and the first entry follows from
 * it alone, so that whoever completes the creation writes the same bytes.
 */
final class LogBirth {
  private final ObjectStore store;
  private final LogOptions options;
  private final LogReader reader;
  private final LogWriter writer;

  LogBirth(ObjectStore store, LogOptions options) {
    this.store = store;
    this.options = options;
    this.reader = new LogReader(store);
    this.writer = new LogWriter(store, options.errorBackoff());
  }

  OperationLog create(ArchiveMarker marker) throws IOException {
    if (reader.newestListed().isPresent()) {
      throw new ArchiveExistsException("the store holds an archive already; open it");
    }
    Deadline deadline = Deadline.in(options.deadline(), options.pause());
    byte[] bytes = LogEntryCodec.encode(marker);
    LogWriter.Result result = writer.create(LogKey.MARKER, bytes, deadline);
    switch (result.outcome()) {
      case CREATED -> {}
      case EXISTS -> {
        if (!result.maybeOwn() || !reader.marker().equals(Optional.of(marker))) {
          throw new ArchiveExistsException(
              "the store holds an archive already, or another creator was faster; open it");
        }
      }
      default -> throw result.cause();
    }
    LogHead first = complete(marker, deadline);
    OperationLog log = OperationLog.at(store, options, true, reader.advance(first, seen -> {}));
    options.known().remember(marker.archiveId(), log.known().ref());
    return log;
  }

  /** Finds an archive without entries, and gives it its first. */
  LogHead complete(boolean write) throws IOException {
    ArchiveMarker marker =
        reader
            .marker()
            .orElseThrow(
                () ->
                    new NoArchiveException(
                        "the store holds no archive: there is neither "
                            + LogKey.MARKER
                            + " nor an entry under "
                            + LogKey.PREFIX));
    if (!write) {
      throw new NoArchiveException(
          "the creation of this archive was broken off; open it once for writing");
    }
    return complete(marker, Deadline.in(options.deadline(), options.pause()));
  }

  private LogHead complete(ArchiveMarker marker, Deadline deadline) throws IOException {
    LogHead first = firstEntry(marker, options.firstSequence());
    String key = LogKey.of(first.sequence());
    LogWriter.Result result = writer.create(key, LogEntryCodec.encode(first.entry()), deadline);
    switch (result.outcome()) {
      case CREATED -> {
        return first;
      }
      case EXISTS -> {
        LogHead found = reader.find(first.sequence()).orElse(first);
        if (!found.equals(first)) {
          throw new DamagedLogException(key, "it does not belong to " + LogKey.MARKER);
        }
        writer.sync(key, deadline);
        return found;
      }
      default -> throw result.cause();
    }
  }

  /** The first entry of an archive. */
  static LogHead firstEntry(ArchiveMarker marker, long sequence) {
    String id = marker.archiveId().replace("-", "");
    LogEntry entry =
        new LogEntry(
            sequence,
            LogEntry.NO_ENTRY,
            marker.archiveId(),
            id,
            marker.created(),
            List.of(new OperationRecord(id, marker.created(), "", "create-archive", "", List.of())),
            ArchiveState.EMPTY,
            Optional.empty(),
            UnknownFields.NONE);
    return new LogHead(entry, Hash.of(LogEntryCodec.encode(entry)));
  }
}
