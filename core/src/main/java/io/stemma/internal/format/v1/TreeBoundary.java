package io.stemma.internal.format.v1;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Where a node of a prolly tree ends: a function of the node's own items and of nothing else, so
 * that equal content has equal nodes whatever the order of its edits.
 *
 * <p>The chance to end behind an item grows with the item's size and linearly with the size of the
 * node beyond the minimum, which makes the sizes of nodes follow a Rayleigh distribution instead of
 * an exponential one: few are small, few reach the maximum. The idea of a chance that depends on
 * the size comes from Dolt's key splitter.
 */
public final class TreeBoundary {
  /** A level's nodes, but for its last, have at least so many children. */
  public static final int MIN_CHILDREN = 4;

  /** The rule of format v1: nodes of about 8 KiB. */
  public static final TreeBoundary V1 = new TreeBoundary(4_096, 16_384, 384);

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long LEVEL_FACTOR = 0x9e3779b97f4a7c15L;
  private static final long WORD_FACTOR = 0xbf58476d1ce4e5b9L;
  private static final long END_FACTOR = 0x94d049bb133111ebL;

  private final int minBytes;
  private final int maxBytes;
  private final long slope;

  /**
   * A rule of other sizes; only {@link #V1} is stored.
   *
   * @param minBytes no node ends before its items have more bytes
   * @param maxBytes a node ends behind the item that reaches so many bytes
   * @param slope how fast the chance to end grows: 2^32 divided by the square of the typical excess
   *     over the minimum
   */
  public TreeBoundary(int minBytes, int maxBytes, long slope) {
    this.minBytes = minBytes;
    this.maxBytes = maxBytes;
    this.slope = slope;
  }

  /**
   * Whether a node ends behind an item.
   *
   * @param level the node's level, 0 for leaves
   * @param items number of the node's items up to and including this one
   * @param size their encoded bytes
   * @param itemSize the encoded bytes of this item
   */
  public boolean endsBehind(
      int level, int items, int size, int itemSize, byte[] key, int offset, int length) {
    if (level > 0 && items < MIN_CHILDREN || size <= minBytes) {
      return false;
    }
    return size >= maxBytes
        || (hash(level, key, offset, length) >>> 32) < slope * itemSize * (size - minBytes);
  }

  /**
   * The 64-bit hash of a key at a level: its length and its little-endian words, the last filled
   * with zeros, each mixed in by a xor, a multiplication and a shift; then the finalizer of
   * SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014).
   */
  public static long hash(int level, byte[] key, int offset, int length) {
    long h = (level + 1) * LEVEL_FACTOR ^ length;
    int end = offset + length;
    int at = offset;
    for (; at <= end - 8; at += 8) {
      h = mix(h, (long) LONG.get(key, at));
    }
    if (at < end) {
      long word = 0;
      for (int i = end - 1; i >= at; i--) {
        word = word << 8 | key[i] & 0xff;
      }
      h = mix(h, word);
    }
    h = (h ^ h >>> 30) * WORD_FACTOR;
    h = (h ^ h >>> 27) * END_FACTOR;
    return h ^ h >>> 31;
  }

  private static long mix(long h, long word) {
    long x = (h ^ word) * WORD_FACTOR;
    return x ^ x >>> 32;
  }
}
