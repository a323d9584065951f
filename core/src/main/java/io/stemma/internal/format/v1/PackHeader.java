package io.stemma.internal.format.v1;

import io.stemma.internal.base.ByteReader;
import io.stemma.internal.base.ByteWriter;
import io.stemma.internal.base.MalformedException;

/**
 * The first 40 bytes of a pack: an {@link ObjectHeader} of type {@code PACK}, and the name of the
 * pack as 16 bytes in the order of its digits, so that a pack under another's name is noticed.
 */
public final class PackHeader {
  /** Length of the header; the first frame begins behind it. */
  public static final int BYTES = ObjectHeader.BYTES + PackId.BYTES;

  private static final String TAG = "PACK";

  private PackHeader() {}

  /** The header of a pack. */
  public static byte[] encode(PackId pack) {
    ByteWriter out = new ByteWriter(PackId.BYTES);
    writeId(out, pack);
    return ObjectHeader.wrap(TAG, out.toBytes());
  }

  /**
   * Checks that bytes are the header of a pack.
   *
   * @throws UnsupportedVersionException if the pack is of another version
   * @throws MalformedException if they are damaged, or the header of another pack
   */
  public static void check(byte[] bytes, int offset, int length, PackId pack) {
    if (length < BYTES) {
      throw new MalformedException("a pack of " + length + " bytes is too short for its header");
    }
    ObjectHeader.check(bytes, offset, BYTES, TAG);
    PackId found = readId(new ByteReader(bytes, offset + ObjectHeader.BYTES, PackId.BYTES));
    if (!found.equals(pack)) {
      throw new MalformedException("this is pack " + found + ", expected was pack " + pack);
    }
  }

  static void writeId(ByteWriter out, PackId pack) {
    out.i64(Long.reverseBytes(pack.high())).i64(Long.reverseBytes(pack.low()));
  }

  static PackId readId(ByteReader in) {
    return new PackId(Long.reverseBytes(in.i64()), Long.reverseBytes(in.i64()));
  }
}
