package io.stemma.internal.format.v1;

import io.stemma.internal.base.ByteReader;
import io.stemma.internal.base.ByteWriter;
import io.stemma.internal.base.Hash;
import io.stemma.internal.base.MalformedException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * The end of a pack: its table, then a trailer of fixed length, so that one read of the end finds
 * both.
 *
 * <pre>
 * table, for each frame in the order of the pack:
 *    varint  length of the frame; it begins where the one before ends, the first at 40
 *    varint  number of chunks, 1 to 4,096
 *    for each chunk: 1 byte kind, 32 bytes id
 * trailer:
 *   0  4  length of the table
 *   4  4  number of frames
 *   8  4  number of chunks
 *  12 16  name of the pack
 *  28  4  CRC-32C of the table and of the trailer up to here
 *  32  8  "STMPCK01": the last two characters are the version in hexadecimal
 * </pre>
 */
public final class PackFooter {
  /** Length of the trailer. */
  public static final int TRAILER = 40;

  /** No table is longer. */
  public static final int MAX_TABLE = 1 << 28;

  /** No pack holds more chunks: a table of so many is never too long. */
  public static final int MAX_ROWS = MAX_TABLE / 40;

  private static final byte[] MAGIC = "STMPCK".getBytes(StandardCharsets.US_ASCII);
  private static final int CRC_AT = 28;
  private static final int MAGIC_AT = 32;
  private static final int ROW_BYTES = 1 + Hash.BYTES;

  private PackFooter() {}

  /**
   * Encodes table and trailer.
   *
   * @param rows the chunks of the pack, sorted by offset and slot, frames without gaps from {@link
   *     PackHeader#BYTES} on
   */
  public static byte[] encode(PackId pack, List<PackRow> rows) {
    ByteWriter out = new ByteWriter(rows.size() * (ROW_BYTES + 5) + TRAILER);
    int frames = 0;
    for (int i = 0, next; i < rows.size(); i = next) {
      next = frameEnd(rows, i);
      out.varint(rows.get(i).length()).varint(next - i);
      for (PackRow row : rows.subList(i, next)) {
        out.u8(row.kind().code()).hash(row.id());
      }
      frames++;
    }
    int tableLength = out.size();
    if (tableLength > MAX_TABLE) {
      throw new IllegalArgumentException("too many chunks for one pack: " + rows.size());
    }
    out.i32(tableLength).i32(frames).i32(rows.size());
    PackHeader.writeId(out, pack);
    out.i32(crc(out.array(), 0, out.size())).bytes(MAGIC);
    return out.bytes(
            HexFormat.of()
                .toHexDigits((byte) ObjectHeader.VERSION)
                .getBytes(StandardCharsets.US_ASCII))
        .toBytes();
  }

  /** The index behind the last row of the frame that a row belongs to. */
  private static int frameEnd(List<PackRow> rows, int first) {
    int next = first + 1;
    while (next < rows.size() && rows.get(next).offset() == rows.get(first).offset()) {
      next++;
    }
    return next;
  }

  /**
   * How many bytes at the end of a pack are table and trailer.
   *
   * @param bytes where the end of the pack is
   * @param offset where it begins
   * @param length how many bytes of it there are, at least {@link #TRAILER}
   * @param packLength length of the whole pack
   * @throws UnsupportedVersionException if the pack is of another version
   * @throws MalformedException if there is no sound trailer
   */
  public static int length(byte[] bytes, int offset, int length, long packLength) {
    if (length < TRAILER || packLength < PackHeader.BYTES + TRAILER) {
      throw new MalformedException("a pack of " + packLength + " bytes is too short");
    }
    int trailer = offset + length - TRAILER;
    checkMagic(bytes, trailer + MAGIC_AT);
    int tableLength = new ByteReader(bytes, trailer, TRAILER).i32();
    if (tableLength < 0
        || tableLength > MAX_TABLE
        || tableLength > packLength - PackHeader.BYTES - TRAILER) {
      throw new MalformedException(
          "a pack of " + packLength + " bytes claims a table of " + tableLength + " bytes");
    }
    return tableLength + TRAILER;
  }

  private static void checkMagic(byte[] bytes, int offset) {
    for (int i = 0; i < MAGIC.length; i++) {
      if (bytes[offset + i] != MAGIC[i]) {
        throw new MalformedException("a pack does not end as a pack does: cut, or damaged");
      }
    }
    int version = 16 * digit(bytes[offset + 6]) + digit(bytes[offset + 7]);
    if (version != ObjectHeader.VERSION) {
      throw new UnsupportedVersionException(version, ObjectHeader.VERSION);
    }
  }

  private static int digit(byte b) {
    if (!(b >= '0' && b <= '9' || b >= 'a' && b <= 'f')) {
      throw new MalformedException("a pack does not end as a pack does: its version is damaged");
    }
    return Character.digit(b, 16);
  }

  /**
   * Decodes table and trailer.
   *
   * @param bytes where they are
   * @param offset where the table begins
   * @param length length of both, as {@link #length} told
   * @param pack the name that is expected
   * @param packLength length of the whole pack
   * @throws MalformedException if they are damaged, or those of another pack
   */
  public static PackTable decode(
      byte[] bytes, int offset, int length, PackId pack, long packLength) {
    int tableLength = length - TRAILER;
    ByteReader trailer = new ByteReader(bytes, offset + tableLength + 4, TRAILER - 4);
    int frames = trailer.i32();
    int count = trailer.i32();
    PackId named = PackHeader.readId(trailer);
    int expected = trailer.i32();
    int found = crc(bytes, offset, tableLength + CRC_AT);
    if (found != expected) {
      throw new MalformedException(
          String.format("checksum of a pack's table: expected %08x, found %08x", expected, found));
    }
    if (!named.equals(pack)) {
      throw new MalformedException("this is pack " + named + ", expected was pack " + pack);
    }
    if (frames < 0 || count < frames || count > tableLength / ROW_BYTES) {
      throw new MalformedException(
          "a table of "
              + tableLength
              + " bytes claims "
              + frames
              + " frames, "
              + count
              + " chunks");
    }
    List<PackRow> rows = new ArrayList<>(count);
    ByteReader table = new ByteReader(bytes, offset, tableLength);
    long end = PackHeader.BYTES;
    for (int i = 0; i < frames; i++) {
      end = readFrame(table, end, rows);
    }
    table.expectEnd();
    if (rows.size() != count || end != packLength - length) {
      throw new MalformedException(
          "the frames of a pack end at " + end + ", its table begins at " + (packLength - length));
    }
    return new PackTable(pack, packLength, rows);
  }

  private static long readFrame(ByteReader table, long offset, List<PackRow> rows) {
    int length = table.varint(FrameHeader.MAX_FRAME);
    int chunks = table.varint(FrameHeader.MAX_CHUNKS);
    if (length < FrameHeader.BYTES || chunks < 1) {
      throw new MalformedException(
          "a frame of " + length + " bytes with " + chunks + " chunks in a pack's table");
    }
    for (int slot = 0; slot < chunks; slot++) {
      Kind kind = Kind.ofCode(table.u8());
      rows.add(new PackRow(kind, table.hash(), offset, length, slot));
    }
    return offset + length;
  }

  private static int crc(byte[] bytes, int offset, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, offset, length);
    return (int) crc.getValue();
  }
}
