package io.stemma.internal.format.v1;

import io.stemma.internal.base.MalformedException;
import java.security.SecureRandom;
import java.util.HexFormat;

/** The random name of a pack: 16 bytes. */
public record PackId(long high, long low) implements Comparable<PackId> {
  /** Length in bytes. */
  public static final int BYTES = 16;

  private static final SecureRandom RANDOM = new SecureRandom();

  /** A new name, never given before. */
  public static PackId random() {
    return new PackId(RANDOM.nextLong(), RANDOM.nextLong());
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
