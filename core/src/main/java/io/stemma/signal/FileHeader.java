package io.stemma.signal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * The header of a signal file, as {@code docs/FORMAT.md} describes it: 64 bytes, then units, padded
 * with zeros to a multiple of 64, then coordinates of columns, padded too.
 *
 * @param type what a sample is
 * @param rows how many times there are
 * @param columns how many samples a row has
 * @param unit the unit of the samples
 * @param listed whether times are listed behind the header
 * @param first number of the first sample; 0 if times are listed
 * @param origin origin of equally distant times; or the first one that is listed, 0 for none
 * @param step step of equally distant times; or the last one that is listed, 0 for none
 */
record FileHeader(
    ElementType type,
    long rows,
    Columns columns,
    String unit,
    boolean listed,
    long first,
    double origin,
    double step) {
  /** The newest version. The first one is written for all that it can say. */
  static final int VERSION = 2;

  /** What every header begins with. */
  static final int FIXED = 64;

  static final int CHECKSUM = 60;

  /** {@code STEMSIG} and a line feed, as a little-endian number. */
  static final long MAGIC = 0x0a47_4953_4d45_5453L;

  static FileHeader of(SignalHeader header, TimeBase times, long rows, Columns columns) {
    if (times instanceof UniformTimes t) {
      return new FileHeader(
          header.type(), rows, columns, header.unit(), false, t.first(), t.origin(), t.step());
    }
    ListedTimes t = (ListedTimes) times;
    double start = rows == 0 ? 0 : t.start();
    double end = rows == 0 ? 0 : t.last();
    return new FileHeader(header.type(), rows, columns, header.unit(), true, 0, start, end);
  }

  boolean twoDimensional() {
    return columns.count() > 0;
  }

  /** How many samples there are. */
  long samples() {
    return twoDimensional() ? rows * columns.count() : rows;
  }

  /** How long the header is, which is where times are, if they are listed. */
  int length() {
    int units = utf8(unit).length + utf8(columns.unit()).length;
    return length(units, columns.listed() ? columns.count() : 0);
  }

  static int length(int unitBytes, int coordinates) {
    return FIXED + (int) padded(unitBytes) + (int) padded((long) coordinates * Double.BYTES);
  }

  /** Where samples begin. */
  long samplesAt() {
    return length() + (listed ? padded(rows * Double.BYTES) : 0);
  }

  /** How long the file is. */
  long fileLength() {
    return samplesAt() + samples() * type.bytes();
  }

  static long padded(long bytes) {
    return (bytes + FIXED - 1) / FIXED * FIXED;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** The bytes of the header. */
  byte[] encode() {
    byte[] text = utf8(unit);
    byte[] placeText = utf8(columns.unit());
    byte[] bytes = new byte[length()];
    ByteBuffer b = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    b.putLong(0, MAGIC).putShort(8, (short) (listed || twoDimensional() ? 2 : 1));
    b.put(10, (byte) type.code()).put(11, (byte) (twoDimensional() ? 2 : 1));
    b.putInt(12, bytes.length).putLong(16, rows).putLong(24, first);
    b.putDouble(32, origin).putDouble(40, step);
    b.putShort(48, (short) text.length);
    b.put(50, (byte) (listed ? 1 : 0)).put(51, (byte) (columns.listed() ? 1 : 0));
    b.putInt(52, columns.count()).putShort(56, (short) placeText.length);
    b.put(FIXED, text).put(FIXED + text.length, placeText);
    if (columns.listed()) {
      b.position(length(text.length + placeText.length, 0));
      b.asDoubleBuffer().put(columns.coordinates());
    }
    b.putInt(CHECKSUM, checksum(b));
    return bytes;
  }

  static int checksum(ByteBuffer b) {
    CRC32C crc = new CRC32C();
    crc.update(b.slice(0, CHECKSUM));
    crc.update(b.slice(FIXED, b.capacity() - FIXED));
    return (int) crc.getValue();
  }
}
