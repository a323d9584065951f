package io.stemma.internal.jvm;

import io.stemma.internal.base.ByteReader;
import io.stemma.internal.base.ByteWriter;
import io.stemma.internal.base.MalformedException;
import io.stemma.storage.NoSuchObjectException;
import io.stemma.storage.NoSuchStoreException;
import io.stemma.storage.OutcomeUnknownException;
import io.stemma.storage.ReadOnlyStoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;

/** What a call has thrown, on its way to who has called. */
final class FaultBytes {
  private static final int MAX_TEXT = 20_000;
  private static final int MAX_BYTES = 4 * MAX_TEXT;

  /** What of an exception matters to callers. */
  private enum Type {
    OTHER(0),
    IO(1),
    NO_SUCH_OBJECT(2),
    NO_SUCH_STORE(3),
    READ_ONLY(4),
    OUTCOME_UNKNOWN(5),
    DURABILITY_UNKNOWN(6),
    ARGUMENT(7);

    private final int code;

    Type(int code) {
      this.code = code;
    }
  }

  private FaultBytes() {}

  static byte[] encode(Throwable thrown) {
    if (thrown instanceof UncheckedIOException unchecked) {
      return encode(Objects.requireNonNull(unchecked.getCause()));
    } else if (thrown instanceof NoSuchObjectException missing) {
      return encode(Type.NO_SUCH_OBJECT, missing.key());
    } else if (thrown instanceof OutcomeUnknownException unknown) {
      Type type = unknown.durabilityInDoubt() ? Type.DURABILITY_UNKNOWN : Type.OUTCOME_UNKNOWN;
      Throwable cause = unknown.getCause();
      return encode(type, unknown.key(), message(cause == null ? unknown : cause));
    } else if (thrown instanceof NoSuchStoreException) {
      return encode(Type.NO_SUCH_STORE, message(thrown));
    } else if (thrown instanceof ReadOnlyStoreException) {
      return encode(Type.READ_ONLY, message(thrown));
    } else if (thrown instanceof IllegalArgumentException) {
      return encode(Type.ARGUMENT, message(thrown));
    } else if (thrown instanceof IOException) {
      return encode(Type.IO, message(thrown));
    }
    return encode(Type.OTHER, thrown.toString());
  }

  private static String message(Throwable thrown) {
    String message = thrown.getMessage();
    return message == null ? thrown.toString() : message;
  }

  private static byte[] encode(Type type, String... texts) {
    ByteWriter out = new ByteWriter(256).u8(type.code);
    for (String text : texts) {
      out.string(text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT));
    }
    return out.toBytes();
  }

  /** The exception as it was, but for where it was thrown. */
  static Exception decode(byte[] bytes) {
    try {
      ByteReader in = new ByteReader(bytes);
      int code = in.u8();
      String text = in.string(MAX_BYTES);
      for (Type type : Type.values()) {
        if (type.code == code) {
          return exception(type, text, in);
        }
      }
      throw new MalformedException("no exception has the number " + code);
    } catch (MalformedException e) {
      return new IOException("a failure cannot be read: " + e.getMessage(), e);
    }
  }

  private static Exception exception(Type type, String text, ByteReader in) {
    return switch (type) {
      case OTHER, IO -> new IOException(text);
      case NO_SUCH_OBJECT -> new NoSuchObjectException(text);
      case NO_SUCH_STORE -> new NoSuchStoreException(text);
      case READ_ONLY -> new ReadOnlyStoreException(text);
      case OUTCOME_UNKNOWN, DURABILITY_UNKNOWN ->
          new OutcomeUnknownException(
              text, type == Type.DURABILITY_UNKNOWN, new IOException(in.string(MAX_BYTES)));
      case ARGUMENT -> new IllegalArgumentException(text);
    };
  }
}
