package io.stemma.internal.format.v1;

import io.stemma.internal.base.MalformedException;
import java.security.SecureRandom;
import java.util.HexFormat;

/** The random name of a pack: 16 bytes. */
public record PackId(long high, long low) implements Comparable<PackId> {
  /** Length in bytes. */
  public static final int BYTES = 16;

  private static final SecureRandom RANDOM = new SecureRandom();

  /** How many names in a row begin with the same two digits. */
  static final int SHARED = 256;

  private static int given;
  private static long firstByte;

  /** A random name. */
  public static PackId random() {
    return new PackId(RANDOM.nextLong(), RANDOM.nextLong());
  }

  /**
   * A new name, never given before. Names that a process gives one after the other begin with the
   * same two digits, so that small commits find their directory already there: making one costs one
   * wait more for the disk.
   */
  public static synchronized PackId next() {
    PackId random = random();
    if (given++ % SHARED == 0) {
      firstByte = random.high >>> 56;
    }
    return new PackId(random.high << 8 >>> 8 | firstByte << 56, random.low);
  }

  /**
   * Lets names given from now on begin with other digits than this one, whose pack could not be
   * created: where a directory could not be made durable, no other pack can be either.
   */
  public void avoid() {
    synchronized (PackId.class) {
      if (high >>> 56 == firstByte) {
        firstByte = (firstByte + 1 + RANDOM.nextInt(255)) & 0xff;
        given = 1;
      }
    }
  }

  /** Parses 32 lower-case hexadecimal digits. */
  public static PackId parse(String hex) {
    if (hex.length() != 2 * BYTES) {
      throw new MalformedException("not the name of a pack: " + hex);
    }
    try {
      return new PackId(
          HexFormat.fromHexDigitsToLong(hex, 0, 16), HexFormat.fromHexDigitsToLong(hex, 16, 32));
    } catch (NumberFormatException e) {
      throw new MalformedException("not the name of a pack: " + hex, e);
    }
  }

  /** The key of the object: {@code packs/<first two digits>/<32 digits>}. */
  public String key() {
    String hex = toString();
    return "packs/" + hex.substring(0, 2) + "/" + hex;
  }

  @Override
  public int compareTo(PackId o) {
    int x = Long.compareUnsigned(high, o.high);
    return x != 0 ? x : Long.compareUnsigned(low, o.low);
  }

  @Override
  public String toString() {
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(high) + hex.toHexDigits(low);
  }
}
