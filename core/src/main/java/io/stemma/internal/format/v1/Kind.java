package io.stemma.internal.format.v1;

import io.stemma.internal.base.Hash;
import io.stemma.internal.base.MalformedException;
import java.nio.charset.StandardCharsets;

/**
 * What the bytes under an id are. Part of every lookup: an id is only found together with the kind
 * it was stored as, so that a user's file can never be read as metadata.
 */
public enum Kind {
  /** Bytes of a file; the id is their plain SHA-256. */
  DATA(0, ""),
  /** A node of a prolly tree. */
  NODE(1, "NODE"),
  /** A value too long for its tree node. */
  VALUE(2, "VALU"),
  /** A list of a file's chunks. */
  CHUNK_LIST(3, "LIST"),
  /** A commit. */
  COMMIT(4, "COMM"),
  /** The remembered result of a datum, found by the key of what it was computed from. */
  DATUM_RESULT(5, "DATM");

  private static final Kind[] BY_CODE = values();

  private final int code;
  private final String tag;

  @SuppressWarnings("ImmutableEnumChecker") // never written after construction, never handed out
  private final byte[] prefix;

  Kind(int code, String tag) {
    this.code = code;
    this.tag = tag;
    this.prefix =
        tag.isEmpty() ? new byte[0] : ("stemma:" + tag + "\0").getBytes(StandardCharsets.US_ASCII);
  }

  /** The number that stands for this kind in packs and indexes: 0 to 15. */
  public int code() {
    return code;
  }

  /** The four letters in the header of such an object; empty for {@link #DATA}, which has none. */
  public String tag() {
    return tag;
  }

  /**
   * The id of bytes of this kind: SHA-256 of the prefix of the kind and the bytes. The result of a
   * datum has the id that it says itself, if the digest in it is that of the rest.
   */
  public Hash id(byte[] bytes, int offset, int length) {
    return this == DATUM_RESULT
        ? DatumResult.key(bytes, offset, length)
        : Hash.of(prefix, bytes, offset, length);
  }

  /** SHA-256 of the prefix of the kind and some bytes. */
  Hash digest(byte[] bytes, int offset, int length) {
    return Hash.of(prefix, bytes, offset, length);
  }

  /** The kind of a number. */
  public static Kind ofCode(int code) {
    if (code < 0 || code >= BY_CODE.length) {
      throw new MalformedException("no kind has the number " + code);
    }
    return BY_CODE[code];
  }
}
