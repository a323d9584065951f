package io.stemma.internal.cache;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A range of an object in the object's file: a header of {@link #HEADER} bytes, then the bytes. The
 * header's checksum covers the file's name too, so a piece counts in its own file only.
 *
 * @param offset where the range begins in the object
 * @param length its length
 * @param objectLength length of the whole object
 * @param crc checksum of its bytes
 * @param position where its bytes are in the file
 */
record Piece(long offset, int length, long objectLength, int crc, long position) {
  static final int HEADER = 32;

  /** Longer ranges are several pieces, so that part of a range is read without the rest. */
  static final int MAX = 256 << 10;

  private static final int MAGIC = 0x53544d31;

  long end() {
    return offset + length;
  }

  /** Header and bytes, as they are appended. */
  static ByteBuffer encode(byte[] name, long offset, long objectLength, ByteBuffer bytes) {
    ByteBuffer out = ByteBuffer.allocate(HEADER + bytes.remaining());
    out.putInt(MAGIC).putInt(bytes.remaining()).putLong(offset).putLong(objectLength);
    out.putInt(checksum(bytes.duplicate()));
    out.putInt(header(name, out.array()));
    return out.put(bytes.duplicate()).flip();
  }

  /** The piece whose header this is; null if it is none. */
  static @Nullable Piece decode(byte[] name, byte[] header, long position) {
    ByteBuffer in = ByteBuffer.wrap(header);
    boolean known = in.getInt() == MAGIC;
    int length = in.getInt();
    long offset = in.getLong();
    long objectLength = in.getLong();
    int crc = in.getInt();
    boolean right =
        known
            && in.getInt() == header(name, header)
            && length > 0
            && length <= MAX
            && offset >= 0
            && offset <= objectLength - length;
    return right ? new Piece(offset, length, objectLength, crc, position) : null;
  }

  private static int header(byte[] name, byte[] header) {
    CRC32C crc = new CRC32C();
    crc.update(name);
    crc.update(header, 0, HEADER - 4);
    return (int) crc.getValue();
  }

  static int checksum(ByteBuffer bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return (int) crc.getValue();
  }
}
