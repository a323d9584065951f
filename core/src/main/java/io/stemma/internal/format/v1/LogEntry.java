package io.stemma.internal.format.v1;

import io.stemma.internal.base.Hash;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * An entry of the operation log: what was done, and the complete state after it.
 *
 * @param sequence its number
 * @param previous digest of the entry before it; {@link #NO_ENTRY} for the first
 * @param archiveId the archive's UUID
 * @param writeId 32 hexadecimal digits, new for every attempt, by which a writer knows its own
 *     entry
 * @param time never before the predecessor's
 * @param operations what was done
 * @param state the state afterwards
 * @param recoversFrom the entry whose state was taken because all between it and this are damaged
 * @param unknown fields of a newer version
 */
public record LogEntry(
    long sequence,
    Hash previous,
    String archiveId,
    String writeId,
    Instant time,
    List<OperationRecord> operations,
    ArchiveState state,
    Optional<EntryRef> recoversFrom,
    UnknownFields unknown) {
  /** Stands for no entry: 32 zero bytes. */
  public static final Hash NO_ENTRY = Hash.read(new byte[Hash.BYTES], 0);

  /** How many operations an entry may hold. */
  public static final int MAX_OPERATIONS = 1_024;

  /** Checks and copies. */
  public LogEntry {
    Checks.number("the sequence", sequence, 1, LogKey.MAX_SEQUENCE);
    archiveId(archiveId);
    Checks.id("the write id", writeId);
    Checks.time("the time of an entry", time);
    operations = Checks.list("the operations of an entry", operations, MAX_OPERATIONS);
    if (recoversFrom.isPresent() && recoversFrom.get().sequence() >= sequence) {
      throw new IllegalArgumentException(
          "entry " + sequence + " recovers from " + recoversFrom.get().sequence());
    }
  }

  /** Whether one of the operations has this id. */
  public boolean contains(String operationId) {
    for (OperationRecord operation : operations) {
      if (operation.id().equals(operationId)) {
        return true;
      }
    }
    return false;
  }

  static String archiveId(String id) {
    if (id.length() != 36 || !UUID.fromString(id).toString().equals(id)) {
      throw new IllegalArgumentException("not a lower-case UUID: " + id);
    }
    return id;
  }
}
