package io.stemma.internal.base;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Reads little-endian numbers, varints, hashes and strings from a bounded range of an array. Every
 * length is checked against what is left before anything is allocated; {@link MalformedException}
 * says where a range ended too early.
 */
public final class ByteReader {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final byte[] bytes;
  private final int end;
  private int position;

  /** Reads a whole array. */
  public ByteReader(byte[] bytes) {
    this(bytes, 0, bytes.length);
  }

  /** Reads {@code length} bytes from {@code offset}. */
  public ByteReader(byte[] bytes, int offset, int length) {
    this.bytes = bytes;
    this.position = offset;
    this.end = offset + length;
  }

  /** Index in the array of the next byte. */
  public int position() {
    return position;
  }

  /** How many bytes are left. */
  public int remaining() {
    return end - position;
  }

  /** Passes over bytes and returns where they begin in the array. */
  public int skip(int count) {
    if (count < 0 || count > end - position) {
      throw new MalformedException(
          "wanted "
              + count
              + " bytes at "
              + position
              + ", but only "
              + (end - position)
              + " are left");
    }
    int at = position;
    position += count;
    return at;
  }

  /** One byte, 0 to 255. */
  public int u8() {
    return bytes[skip(1)] & 0xff;
  }

  /** Two bytes, 0 to 65,535. */
  public int u16() {
    int at = skip(2);
    return (bytes[at] & 0xff) | (bytes[at + 1] & 0xff) << 8;
  }

  /** Four bytes. */
  public int i32() {
    return (int) INT.get(bytes, skip(4));
  }

  /** Eight bytes. */
  public long i64() {
    return (long) LONG.get(bytes, skip(8));
  }

  /** An unsigned LEB128 number of at most nine bytes: 0 to 2^63-1, in its shortest form. */
  public long varint() {
    long value = 0;
    for (int shift = 0; shift < 63; shift += 7) {
      int b = u8();
      value |= (long) (b & 0x7f) << shift;
      if (b < 0x80) {
        if (b == 0 && shift > 0) {
          throw new MalformedException("number at " + position + " is not in its shortest form");
        }
        return value;
      }
    }
    throw new MalformedException("number before " + position + " is longer than nine bytes");
  }

  /** A varint within {@code 0..max}. */
  public int varint(int max) {
    long value = varint();
    if (value > max) {
      throw new MalformedException("number before " + position + " is " + value + ", over " + max);
    }
    return (int) value;
  }

  /** A digest. */
  public Hash hash() {
    return Hash.read(bytes, skip(Hash.BYTES));
  }

  /** Bytes of a given length, copied. */
  public byte[] bytes(int length) {
    byte[] copy = new byte[Math.min(length, Math.max(0, remaining()))];
    System.arraycopy(bytes, skip(length), copy, 0, length);
    return copy;
  }

  /** A UTF-8 string behind its length in bytes, at most {@code maxBytes}. */
  public String string(int maxBytes) {
    int length = varint(maxBytes);
    int at = skip(length);
    return utf8(bytes, at, length);
  }

  /** Decodes UTF-8; unlike a {@link String}'s constructor it replaces nothing. */
  public static String utf8(byte[] bytes, int offset, int length) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes, offset, length))
          .toString();
    } catch (CharacterCodingException e) {
      throw new MalformedException("text at " + offset + " is not UTF-8", e);
    }
  }

  /** Fails unless everything was read. */
  public void expectEnd() {
    if (position != end) {
      throw new MalformedException((end - position) + " bytes too many at " + position);
    }
  }
}
