package io.stemma.internal.format.v1;

import io.stemma.internal.base.Hash;
import io.stemma.internal.base.MalformedException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * The rows of an index in their blocks. A row is the end of its id, the number of its pack, offset,
 * length, slot and kind; a block is rows and a checksum that also covers the object's name and the
 * block's number, so that no block passes for another.
 */
public final class IndexBlocks {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle BIG_LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final int MAX_SLOT = (1 << 12) - 1;
  private static final int MAX_LENGTH = (1 << 24) - 1;
  private static final long MAX_OFFSET = (1L << 32) - 1;

  private final PackId name;
  private final int fanoutBytes;
  private final int suffixBytes;
  private final int ordinalBytes;
  private final int rowBytes;

  /** For the index of a name and a layout, of which only the widths matter. */
  public IndexBlocks(PackId name, IndexLayout layout) {
    this.name = name;
    this.fanoutBytes = layout.fanoutBytes();
    this.suffixBytes = layout.suffixBytes();
    this.ordinalBytes = layout.ordinalBytes();
    this.rowBytes = layout.rowBytes();
  }

  /** Writes a row. */
  public void writeRow(byte[] block, int at, IndexRow row, int ordinal) {
    Location where = row.location();
    if (where.offset() < 0
        || where.offset() > MAX_OFFSET
        || where.length() < 0
        || where.length() > MAX_LENGTH
        || where.slot() < 0
        || where.slot() > MAX_SLOT) {
      throw new IllegalArgumentException("no row can say " + where);
    }
    byte[] id = row.id().toBytes();
    System.arraycopy(id, fanoutBytes, block, at, suffixBytes);
    int p = at + suffixBytes;
    for (int i = 0; i < ordinalBytes; i++) {
      block[p++] = (byte) (ordinal >>> 8 * i);
    }
    INT.set(block, p, (int) where.offset());
    int length = where.length();
    block[p + 4] = (byte) length;
    block[p + 5] = (byte) (length >>> 8);
    block[p + 6] = (byte) (length >>> 16);
    int slotAndKind = where.slot() | row.kind().code() << 12;
    block[p + 7] = (byte) slotAndKind;
    block[p + 8] = (byte) (slotAndKind >>> 8);
  }

  /** Writes the checksum of a block behind its rows. */
  public void seal(byte[] block, int number, int length) {
    INT.set(block, length - 4, checksum(block, 0, number, length));
  }

  /**
   * Checks the checksum of a block.
   *
   * @throws MalformedException if the bytes are not this block of this index
   */
  public void check(byte[] bytes, int offset, int number, int length) {
    int expected = (int) INT.get(bytes, offset + length - 4);
    int found = checksum(bytes, offset, number, length);
    if (expected != found) {
      throw new MalformedException(
          String.format(
              "checksum of block %d: expected %08x, found %08x", number, expected, found));
    }
  }

  private int checksum(byte[] bytes, int offset, int number, int length) {
    byte[] seed = new byte[PackId.BYTES + 4];
    BIG_LONG.set(seed, 0, name.high());
    BIG_LONG.set(seed, 8, name.low());
    INT.set(seed, PackId.BYTES, number);
    CRC32C crc = new CRC32C();
    crc.update(seed);
    crc.update(bytes, offset, length - 4);
    return (int) crc.getValue();
  }

  /** Compares a row with an id and a kind whose first bytes are the same. */
  public int compare(byte[] block, int at, byte[] id, Kind kind) {
    int x = Arrays.compareUnsigned(block, at, at + suffixBytes, id, fanoutBytes, Hash.BYTES);
    return x != 0 ? x : Integer.compare((block[at + rowBytes - 1] & 0xff) >>> 4, kind.code());
  }

  /** The first eight bytes of what a row keeps of its id, as an unsigned number. */
  public static long leading(byte[] block, int at) {
    return (long) BIG_LONG.get(block, at);
  }

  /** The id of a row in a bucket. */
  public Hash id(byte[] block, int at, int bucket) {
    byte[] id = new byte[Hash.BYTES];
    for (int i = 0; i < fanoutBytes; i++) {
      id[i] = (byte) (bucket >>> 8 * (fanoutBytes - 1 - i));
    }
    System.arraycopy(block, at, id, fanoutBytes, suffixBytes);
    return Hash.read(id, 0);
  }

  /** The kind of a row. */
  public Kind kind(byte[] block, int at) {
    return Kind.ofCode((block[at + rowBytes - 1] & 0xff) >>> 4);
  }

  /** The number of a row's pack. */
  public int ordinal(byte[] block, int at) {
    int ordinal = 0;
    for (int i = 0; i < ordinalBytes; i++) {
      ordinal |= (block[at + suffixBytes + i] & 0xff) << 8 * i;
    }
    return ordinal;
  }

  /** The place of a row in its pack. */
  public Location location(byte[] block, int at, PackId pack) {
    int p = at + suffixBytes + ordinalBytes;
    long offset = (int) INT.get(block, p) & MAX_OFFSET;
    int length = (block[p + 4] & 0xff) | (block[p + 5] & 0xff) << 8 | (block[p + 6] & 0xff) << 16;
    int slot = ((block[p + 7] & 0xff) | (block[p + 8] & 0xff) << 8) & MAX_SLOT;
    return new Location(pack, offset, length, slot);
  }
}
