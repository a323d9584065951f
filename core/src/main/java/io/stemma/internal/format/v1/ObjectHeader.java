package io.stemma.internal.format.v1;

import io.stemma.internal.base.MalformedException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * The 24 bytes at the head of every metadata object, readable as text: {@code STEMMA 01 NODE
 * 89abcdef} and a line feed: version, type, and the CRC-32C of what follows.
 */
public final class ObjectHeader {
  /** Length of the header. */
  public static final int BYTES = 24;

  /** The version that this package reads and writes. */
  public static final int VERSION = 1;

  private static final Kind[] KINDS = Kind.values();
  private static final int TAG = 10;
  private static final byte[] MAGIC = "STEMMA ".getBytes(StandardCharsets.US_ASCII);

  private ObjectHeader() {}

  /**
   * Fills in the header in front of a payload that is already in place.
   *
   * @param object header room and payload
   * @param offset where the header begins
   * @param length length of header and payload
   * @param tag four capital letters
   */
  public static void write(byte[] object, int offset, int length, String tag) {
    HexFormat hex = HexFormat.of(); // a Formatter takes longer than all the rest
    String version = hex.toHexDigits((byte) VERSION);
    String checksum = hex.toHexDigits(crc(object, offset, length));
    String text = "STEMMA " + version + " " + tag + " " + checksum + "\n";
    byte[] ascii = text.getBytes(StandardCharsets.US_ASCII);
    if (ascii.length != BYTES) {
      throw new IllegalArgumentException("not a tag of four letters: " + tag);
    }
    System.arraycopy(ascii, 0, object, offset, BYTES);
  }

  /** Puts a header in front of a payload. */
  public static byte[] wrap(String tag, byte[] payload) {
    byte[] object = new byte[BYTES + payload.length];
    System.arraycopy(payload, 0, object, BYTES, payload.length);
    write(object, 0, object.length, tag);
    return object;
  }

  /**
   * Checks magic, version, tag and checksum, in this order.
   *
   * @throws UnsupportedVersionException if the version is another than {@link #VERSION}
   * @throws MalformedException if anything else is wrong
   */
  public static void check(byte[] object, int offset, int length, String tag) {
    if (length < BYTES
        || !Arrays.equals(object, offset, offset + MAGIC.length, MAGIC, 0, MAGIC.length)) {
      throw new MalformedException("no Stemma object of type " + tag + ": its header is missing");
    }
    String header = new String(object, offset, BYTES, StandardCharsets.ISO_8859_1);
    int version = hex(header, 7, 9);
    if (version != VERSION) {
      throw new UnsupportedVersionException(version, VERSION);
    }
    if (header.charAt(9) != ' ' || header.charAt(14) != ' ' || header.charAt(23) != '\n') {
      throw new MalformedException("the header of an object of type " + tag + " is damaged");
    }
    if (!header.startsWith(tag, TAG)) {
      throw new MalformedException(
          "expected an object of type " + tag + ", found type " + header.substring(TAG, TAG + 4));
    }
    int found = crc(object, offset, length);
    int expected = hex(header, 15, 23);
    if (found != expected) {
      throw new MalformedException(
          String.format(
              "checksum of an object of type %s: expected %08x, found %08x", tag, expected, found));
    }
  }

  /** The kind that the header of an object names; empty if there is no such header. */
  public static Optional<Kind> kind(byte[] object, int offset, int length) {
    if (length < BYTES
        || !Arrays.equals(object, offset, offset + MAGIC.length, MAGIC, 0, MAGIC.length)) {
      return Optional.empty();
    }
    String tag = new String(object, offset + TAG, 4, StandardCharsets.ISO_8859_1);
    for (Kind kind : KINDS) {
      if (kind.tag().equals(tag)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }

  private static int hex(String text, int from, int to) {
    String digits = text.substring(from, to);
    for (int i = 0; i < digits.length(); i++) {
      char c = digits.charAt(i);
      if (!(c >= '0' && c <= '9' || c >= 'a' && c <= 'f')) {
        throw new MalformedException("the header of an object is damaged at byte " + (from + i));
      }
    }
    return HexFormat.fromHexDigits(digits);
  }

  private static int crc(byte[] object, int offset, int length) {
    CRC32C crc = new CRC32C();
    crc.update(object, offset + BYTES, length - BYTES);
    return (int) crc.getValue();
  }
}
