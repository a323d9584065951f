package io.stemma.internal.format.v1;

import io.stemma.internal.base.ByteReader;
import io.stemma.internal.base.ByteWriter;
import io.stemma.internal.base.MalformedException;

/**
 * The last bytes of an index object: its own name, its layout, and the checksums of pack table,
 * fan-out and filter directory. It is at the end so that an index can be written front to back. The
 * head, at the beginning, holds nothing but type, version and name.
 *
 * @param name the object's own random name
 * @param layout where everything is
 * @param packsCrc CRC-32C of the pack table
 * @param fanoutCrc CRC-32C of the fan-out
 * @param directoryCrc CRC-32C of the filter directory
 */
public record IndexTrailer(
    PackId name, IndexLayout layout, int packsCrc, int fanoutCrc, int directoryCrc) {
  /** Length of the trailer. */
  public static final int BYTES = ObjectHeader.BYTES + PackId.BYTES + 36;

  private static final String HEAD_TAG = "INDX";
  private static final String TRAILER_TAG = "INDT";

  /** The first bytes of an index object. */
  public static byte[] head(PackId name) {
    ByteWriter out = new ByteWriter(PackId.BYTES);
    writeName(out, name);
    return ObjectHeader.wrap(HEAD_TAG, out.toBytes());
  }

  /** Checks the first bytes of an index object, {@link IndexLayout#HEAD_BYTES} of them. */
  public static void checkHead(byte[] bytes, int offset, PackId name) {
    ObjectHeader.check(bytes, offset, IndexLayout.HEAD_BYTES, HEAD_TAG);
    checkName(readName(bytes, offset + ObjectHeader.BYTES), name);
  }

  /** The trailer as bytes. */
  public byte[] encode() {
    ByteWriter out = new ByteWriter(BYTES);
    writeName(out, name);
    out.i32(layout.rows())
        .i32(layout.packs())
        .u8(layout.fanoutBytes())
        .u8(layout.ordinalBytes())
        .u8(0)
        .u8(0)
        .i32(layout.filterBytes())
        .i32(packsCrc)
        .i32(fanoutCrc)
        .i32(directoryCrc)
        .i64(layout.length());
    return ObjectHeader.wrap(TRAILER_TAG, out.toBytes());
  }

  /**
   * Reads the trailer.
   *
   * @param bytes where it is, {@link #BYTES} long
   * @param offset where it begins
   * @param expected the name under which the object was found
   * @param length the object's length
   * @throws MalformedException if it is damaged, or belongs to another object
   */
  public static IndexTrailer decode(byte[] bytes, int offset, PackId expected, long length) {
    ObjectHeader.check(bytes, offset, BYTES, TRAILER_TAG);
    ByteReader in = new ByteReader(bytes, offset + ObjectHeader.BYTES, BYTES - ObjectHeader.BYTES);
    PackId name = readName(bytes, in.skip(PackId.BYTES));
    checkName(name, expected);
    int rows = in.i32();
    int packs = in.i32();
    int fanoutBytes = in.u8();
    int ordinalBytes = in.u8();
    if (in.u16() != 0) {
      throw new MalformedException("the trailer of an index has a reserved field that is not 0");
    }
    IndexLayout layout = new IndexLayout(rows, packs, fanoutBytes, ordinalBytes, in.i32());
    IndexTrailer trailer = new IndexTrailer(name, layout, in.i32(), in.i32(), in.i32());
    long written = in.i64();
    in.expectEnd();
    if (written != length || layout.length() != length) {
      throw new MalformedException(
          String.format(
              "an index of %d bytes was found in an object of %d bytes", layout.length(), length));
    }
    return trailer;
  }

  /** Appends the 16 bytes of a name. */
  public static void writeName(ByteWriter out, PackId name) {
    out.i64(Long.reverseBytes(name.high())).i64(Long.reverseBytes(name.low()));
  }

  /** Reads the 16 bytes of a name. */
  public static PackId readName(byte[] bytes, int offset) {
    ByteReader in = new ByteReader(bytes, offset, PackId.BYTES);
    return new PackId(Long.reverseBytes(in.i64()), Long.reverseBytes(in.i64()));
  }

  private static void checkName(PackId found, PackId expected) {
    if (!found.equals(expected)) {
      throw new MalformedException("expected index " + expected + ", found index " + found);
    }
  }
}
