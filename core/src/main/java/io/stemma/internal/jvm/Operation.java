package io.stemma.internal.jvm;

import io.stemma.internal.base.ByteReader;
import io.stemma.internal.base.ByteWriter;
import io.stemma.internal.base.MalformedException;

/** What one side of a link asks of the other; each call begins with one of these. */
enum Operation {
  /** To the child: opens the archive. */
  OPEN(1),
  /** To the child: runs a datum. */
  RUN(2),
  /** To the parent: begins an object. */
  CREATE(16),
  /** To the parent: appends to one that was begun. */
  WRITE(17),
  /** To the parent: creates one that was begun. */
  COMMIT(18),
  /** To the parent: lets go of one that was begun. */
  DROP(19),
  /** To the parent: reads a range. */
  READ(20),
  /** To the parent: lists a page. */
  LIST(21),
  /** To the parent: deletes. */
  DELETE(22),
  /** To the parent: makes durable. */
  SYNC(23);

  private final int code;

  Operation(int code) {
    this.code = code;
  }

  /** The beginning of a call. */
  ByteWriter call(int capacity) {
    return new ByteWriter(capacity).u8(code);
  }

  /**
   * What a call asks for.
   *
   * @throws MalformedException if this is none of them
   */
  static Operation of(ByteReader call) {
    int code = call.u8();
    for (Operation operation : values()) {
      if (operation.code == code) {
        return operation;
      }
    }
    throw new MalformedException("no operation has the number " + code);
  }
}
