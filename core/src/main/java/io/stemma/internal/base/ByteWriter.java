package io.stemma.internal.base;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing array of bytes, written in the forms that {@link ByteReader} reads. */
public final class ByteWriter {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private byte[] bytes;
  private int size;

  /** Begins with room for some bytes. */
  public ByteWriter(int capacity) {
    bytes = new byte[Math.max(16, capacity)];
  }

  /** How many bytes were written. */
  public int size() {
    return size;
  }

  /** The array behind this writer; valid until the next write. */
  public byte[] array() {
    return bytes;
  }

  /** Forgets everything behind a size. */
  public ByteWriter truncate(int newSize) {
    size = Math.min(size, newSize);
    return this;
  }

  /** A copy of what was written. */
  public byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }

  private int grow(int count) {
    int at = size;
    int needed = Math.addExact(size, count);
    if (needed > bytes.length) {
      bytes =
          Arrays.copyOf(
              bytes, Math.max(needed, (int) Math.min(Integer.MAX_VALUE - 8, 2L * bytes.length)));
    }
    size = needed;
    return at;
  }

  /** One byte. */
  public ByteWriter u8(int value) {
    int at = grow(1);
    bytes[at] = (byte) value;
    return this;
  }

  /** Two bytes. */
  public ByteWriter u16(int value) {
    int at = grow(2);
    bytes[at] = (byte) value;
    bytes[at + 1] = (byte) (value >>> 8);
    return this;
  }

  /** Four bytes. */
  public ByteWriter i32(int value) {
    int at = grow(4);
    INT.set(bytes, at, value);
    return this;
  }

  /** Eight bytes. */
  public ByteWriter i64(long value) {
    int at = grow(8);
    LONG.set(bytes, at, value);
    return this;
  }

  /** An unsigned LEB128 number, 0 to 2^63-1. */
  public ByteWriter varint(long value) {
    if (value < 0) {
      throw new IllegalArgumentException("negative: " + value);
    }
    long rest = value;
    while (rest >= 0x80) {
      u8((int) rest | 0x80);
      rest >>>= 7;
    }
    return u8((int) rest);
  }

  /** A digest. */
  public ByteWriter hash(Hash hash) {
    int at = grow(Hash.BYTES);
    hash.write(bytes, at);
    return this;
  }

  /** Bytes as they are. */
  public ByteWriter bytes(byte[] source) {
    return bytes(source, 0, source.length);
  }

  /** A range of bytes as they are. */
  public ByteWriter bytes(byte[] source, int offset, int length) {
    int at = grow(length);
    System.arraycopy(source, offset, bytes, at, length);
    return this;
  }

  /** A UTF-8 string behind its length in bytes. */
  public ByteWriter string(String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    return varint(utf8.length).bytes(utf8);
  }
}
