package io.stemma.internal.format.v1;

import java.time.Instant;
import java.util.List;

/**
 * One operation of a log entry.
 *
 * @param id 32 hexadecimal digits, the same over all tries
 * @param time when it was asked for
 * @param author who asked
 * @param type what was done, such as {@code commit}, {@code create-repository}, {@code undo}
 * @param message free text
 * @param moves what it did to refs
 * @param unknown fields of a newer version
 */
public record OperationRecord(
    String id,
    Instant time,
    String author,
    String type,
    String message,
    List<RefMove> moves,
    UnknownFields unknown) {
  /** The longest message, in characters. */
  public static final int MAX_MESSAGE = 65_536;

  /** Checks and copies. */
  public OperationRecord {
    Checks.id("the id of an operation", id);
    Checks.time("the time of an operation", time);
    Checks.text("the author of an operation", author, 1_024);
    Checks.name("the type of an operation", type, 64);
    Checks.text("the message of an operation", message, MAX_MESSAGE);
    moves = Checks.list("the ref moves of an operation", moves, 65_536);
  }

  /** An operation of this version. */
  public OperationRecord(
      String id, Instant time, String author, String type, String message, List<RefMove> moves) {
    this(id, time, author, type, message, moves, UnknownFields.NONE);
  }
}
