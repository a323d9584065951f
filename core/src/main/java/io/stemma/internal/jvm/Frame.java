package io.stemma.internal.jvm;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Optional;

/**
 * A piece of a message between two processes, or, once its pieces are joined, the message. It is
 * cut into frames so that a long one lets short ones pass.
 */
final class Frame {
  /** How long a piece may be. */
  static final int MAX_BYTES = 1 << 20;

  private static final int LAST = 0x80;

  /** What a message is. */
  enum Kind {
    CALL(1),
    ANSWER(2),
    FAULT(3);

    private final int code;

    Kind(int code) {
      this.code = code;
    }
  }

  /** What the message is. */
  final Kind kind;

  /** Whether the message ends with this. */
  final boolean last;

  /** Which call it is of, by the number that the caller gave it. */
  final long id;

  final byte[] bytes;

  Frame(Kind kind, boolean last, long id, byte[] bytes) {
    this.kind = kind;
    this.last = last;
    this.id = id;
    this.bytes = bytes;
  }

  void write(DataOutputStream out) throws IOException {
    out.writeByte(kind.code | (last ? LAST : 0));
    out.writeLong(id);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  /**
   * Reads the next frame.
   *
   * @return nothing if the input has ended
   * @throws IOException if it ends within a frame, or is something else
   */
  static Optional<Frame> read(DataInputStream in) throws IOException {
    int first = in.read();
    if (first < 0) {
      return Optional.empty();
    }
    Kind kind = kind(first & ~LAST);
    long id = in.readLong();
    int length = in.readInt();
    if (length < 0 || length > MAX_BYTES) {
      throw new IOException("a frame has at most " + MAX_BYTES + " bytes, not " + length);
    }
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("a frame ends after " + bytes.length + " of " + length + " bytes");
    }
    return Optional.of(new Frame(kind, (first & LAST) != 0, id, bytes));
  }

  private static Kind kind(int code) throws IOException {
    for (Kind kind : Kind.values()) {
      if (kind.code == code) {
        return kind;
      }
    }
    throw new IOException("no frame begins with " + code + "; something else was written there");
  }
}
