package io.stemma.internal.tree;

import io.stemma.internal.format.v1.TreeNode;
import org.jspecify.annotations.Nullable;

/** One change to a tree: a key put or deleted, or a range of keys deleted. */
public final class TreeEdit {
  private final byte[] key;
  private final byte @Nullable [] value;
  private final byte @Nullable [] end;
  private final boolean range;

  private TreeEdit(byte[] key, byte @Nullable [] value, byte @Nullable [] end, boolean range) {
    this.key = key;
    this.value = value;
    this.end = end;
    this.range = range;
  }

  /** Puts a value under a key. Neither array may be changed afterwards. */
  public static TreeEdit put(byte[] key, byte[] value) {
    if (value.length > TreeNode.MAX_VALUE) {
      throw new IllegalArgumentException(
          "a value of " + value.length + " bytes is longer than " + TreeNode.MAX_VALUE);
    }
    return new TreeEdit(checked(key), value, null, false);
  }

  /** Deletes a key, if it is there. */
  public static TreeEdit delete(byte[] key) {
    return new TreeEdit(checked(key), null, null, false);
  }

  /**
   * Deletes the keys that the tree has in a range; puts of the same batch within it stay.
   *
   * @param from the first key to go; empty to begin at the first of all
   * @param to the first key to stay; null to delete all behind {@code from}
   */
  public static TreeEdit deleteRange(byte[] from, byte @Nullable [] to) {
    return new TreeEdit(from, null, to, true);
  }

  private static byte[] checked(byte[] key) {
    if (key.length == 0 || key.length > TreeNode.MAX_KEY) {
      throw new IllegalArgumentException(
          "a key has 1 to " + TreeNode.MAX_KEY + " bytes, not " + key.length);
    }
    return key;
  }

  byte[] key() {
    return key;
  }

  /** The new value of the key; null if it is deleted. */
  public byte @Nullable [] value() {
    return value;
  }

  boolean isRange() {
    return range;
  }

  byte @Nullable [] end() {
    return end;
  }
}
