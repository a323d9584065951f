package io.stemma.internal.base;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.apache.commons.codec.DecoderException;
import org.apache.commons.codec.binary.Hex;
import org.jspecify.annotations.Nullable;

/** A SHA-256 digest as a value; ordered as its bytes, unsigned. */
public final class Hash implements Comparable<Hash> {
  /** Length of a digest in bytes. */
  public static final int BYTES = 32;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final ThreadLocal<MessageDigest> DIGEST = ThreadLocal.withInitial(Hash::newDigest);

  private final long a;
  private final long b;
  private final long c;
  private final long d;

  private Hash(long a, long b, long c, long d) {
    this.a = a;
    this.b = b;
    this.c = c;
    this.d = d;
  }

  /** A fresh SHA-256 digest. */
  public static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JDK lacks SHA-256, which every JDK must have", e);
    }
  }

  /** The digest of a range of bytes. */
  public static Hash of(byte[] bytes, int offset, int length) {
    MessageDigest digest = DIGEST.get();
    digest.update(bytes, offset, length);
    return read(digest.digest(), 0);
  }

  /** The digest of bytes. */
  public static Hash of(byte[] bytes) {
    return of(bytes, 0, bytes.length);
  }

  /** The digest of a prefix followed by a range of bytes. */
  public static Hash of(byte[] prefix, byte[] bytes, int offset, int length) {
    MessageDigest digest = DIGEST.get();
    digest.update(prefix);
    digest.update(bytes, offset, length);
    return read(digest.digest(), 0);
  }

  /** Reads the 32 bytes of a digest at an offset. */
  public static Hash read(byte[] bytes, int offset) {
    return new Hash(
        (long) LONGS.get(bytes, offset),
        (long) LONGS.get(bytes, offset + 8),
        (long) LONGS.get(bytes, offset + 16),
        (long) LONGS.get(bytes, offset + 24));
  }

  /** Parses 64 lower-case hexadecimal digits. */
  public static Hash parse(String hex) {
    try {
      if (hex.length() == 2 * BYTES) {
        return read(Hex.decodeHex(hex), 0);
      }
    } catch (DecoderException e) {
      throw new IllegalArgumentException("not a SHA-256 digest in hexadecimal: " + hex, e);
    }
    throw new IllegalArgumentException("not a SHA-256 digest in hexadecimal: " + hex);
  }

  /** Writes the 32 bytes of this digest at an offset. */
  public void write(byte[] bytes, int offset) {
    LONGS.set(bytes, offset, a);
    LONGS.set(bytes, offset + 8, b);
    LONGS.set(bytes, offset + 16, c);
    LONGS.set(bytes, offset + 24, d);
  }

  /** The 32 bytes of this digest. */
  public byte[] toBytes() {
    byte[] bytes = new byte[BYTES];
    write(bytes, 0);
    return bytes;
  }

  /** The first eight bytes, big-endian: a well-mixed number for tables and filters. */
  public long firstLong() {
    return a;
  }

  /** The last eight bytes, big-endian: mixed independently of {@link #firstLong()}. */
  public long lastLong() {
    return d;
  }

  @Override
  public int compareTo(Hash o) {
    int x = Long.compareUnsigned(a, o.a);
    x = x != 0 ? x : Long.compareUnsigned(b, o.b);
    x = x != 0 ? x : Long.compareUnsigned(c, o.c);
    return x != 0 ? x : Long.compareUnsigned(d, o.d);
  }

  @Override
  public boolean equals(@Nullable Object o) {
    return o instanceof Hash h && a == h.a && b == h.b && c == h.c && d == h.d;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(a);
  }

  /** 64 lower-case hexadecimal digits. */
  @Override
  public String toString() {
    return Hex.encodeHexString(toBytes());
  }
}
