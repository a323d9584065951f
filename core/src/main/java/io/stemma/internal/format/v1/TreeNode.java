package io.stemma.internal.format.v1;

import io.stemma.internal.base.ByteReader;
import io.stemma.internal.base.Hash;
import io.stemma.internal.base.MalformedException;
import java.util.Arrays;

/**
 * A node of a prolly tree, read in place: items in the ascending order of their keys. A leaf's item
 * is a key with its value; an inner node's is the last key of a child with the child's id and what
 * is counted below it.
 */
public final class TreeNode {
  /** A tree has at most so many levels. */
  public static final int MAX_LEVELS = 16;

  /** Longest key; the shortest has one byte. */
  public static final int MAX_KEY = 4_200;

  /** Longest value in a leaf. */
  public static final int MAX_VALUE = 256;

  /** Longest encoded node; the rule of {@link TreeBoundary} stays well below. */
  public static final int MAX_BYTES = 32_768;

  private static final int STRIDE = 3;

  private final byte[] object;
  private final int level;
  private final int size;
  private final int[] spans; // of each item: where its key begins and ends, where its value ends
  private long count;
  private long bytes;

  private TreeNode(byte[] object, int level, int size) {
    this.object = object;
    this.level = level;
    this.size = size;
    this.spans = new int[STRIDE * size];
  }

  /**
   * Reads a node and checks everything in it: header, lengths, order of the keys.
   *
   * @param object the whole encoded object, not copied
   */
  public static TreeNode decode(byte[] object) {
    if (object.length > MAX_BYTES) {
      throw new MalformedException(
          "a node of " + object.length + " bytes is longer than " + MAX_BYTES);
    }
    ObjectHeader.check(object, 0, object.length, Kind.NODE.tag());
    ByteReader in = new ByteReader(object, ObjectHeader.BYTES, object.length - ObjectHeader.BYTES);
    int level = in.u8();
    if (level >= MAX_LEVELS) {
      throw new MalformedException("level " + level + " of a node is over " + (MAX_LEVELS - 1));
    }
    int size = in.varint(in.remaining());
    if (level > 0 && size == 0) {
      throw new MalformedException("an inner node without a child");
    }
    TreeNode node = new TreeNode(object, level, size);
    node.readItems(in);
    in.expectEnd();
    return node;
  }

  private void readItems(ByteReader in) {
    int maxValue = level == 0 ? MAX_VALUE : Integer.MAX_VALUE;
    int before = 0;
    int beforeEnd = 0;
    for (int i = 0; i < size; i++) {
      int keyLength = in.varint(MAX_KEY);
      int valueLength = in.varint(maxValue);
      int key = in.skip(keyLength);
      int keyEnd = key + keyLength;
      if (Arrays.compareUnsigned(object, before, beforeEnd, object, key, keyEnd) >= 0) {
        throw new MalformedException(
            keyLength == 0
                ? "the key of item " + i + " of a node is empty"
                : "the key of item " + i + " of a node is not behind the one before");
      }
      in.skip(valueLength);
      spans[STRIDE * i] = key;
      spans[STRIDE * i + 1] = keyEnd;
      spans[STRIDE * i + 2] = keyEnd + valueLength;
      if (level > 0) {
        addChild(i, keyEnd, valueLength);
      }
      before = key;
      beforeEnd = keyEnd;
    }
  }

  private void addChild(int i, int offset, int length) {
    ByteReader in = new ByteReader(object, offset, length);
    in.skip(Hash.BYTES);
    long itsCount = in.varint();
    long itsBytes = in.varint();
    in.expectEnd();
    if (itsCount > Long.MAX_VALUE - count || itsBytes > Long.MAX_VALUE - bytes) {
      throw new MalformedException("the sums of a node overflow at item " + i);
    }
    count += itsCount;
    bytes += itsBytes;
  }

  /** The encoded object; must not be changed. */
  public byte[] object() {
    return object;
  }

  /** Distance from the leaves, which have 0. */
  public int level() {
    return level;
  }

  /** Number of items. */
  public int size() {
    return size;
  }

  /** Sum of the counts of an inner node's children; 0 for a leaf. */
  public long childrenCount() {
    return count;
  }

  /** Sum of the bytes of an inner node's children; 0 for a leaf. */
  public long childrenBytes() {
    return bytes;
  }

  /** Where in {@link #object()} a key begins. */
  public int keyStart(int item) {
    return spans[STRIDE * item];
  }

  /** Where in {@link #object()} a key ends and its value begins. */
  public int keyEnd(int item) {
    return spans[STRIDE * item + 1];
  }

  /** Where in {@link #object()} a value ends. */
  public int valueEnd(int item) {
    return spans[STRIDE * item + 2];
  }

  /** A copy of a key. */
  public byte[] key(int item) {
    return Arrays.copyOfRange(object, keyStart(item), keyEnd(item));
  }

  /** A copy of a value. */
  public byte[] value(int item) {
    return Arrays.copyOfRange(object, keyEnd(item), valueEnd(item));
  }

  /** Compares an item's key with another. */
  public int compareKey(int item, byte[] key) {
    return Arrays.compareUnsigned(object, keyStart(item), keyEnd(item), key, 0, key.length);
  }

  /** Compares an item's key with that of an item of another node. */
  public int compareKey(int item, TreeNode other, int otherItem) {
    return Arrays.compareUnsigned(
        object,
        keyStart(item),
        keyEnd(item),
        other.object,
        other.keyStart(otherItem),
        other.keyEnd(otherItem));
  }

  /** Whether an item's value equals that of an item of another node. */
  public boolean sameValue(int item, TreeNode other, int otherItem) {
    return Arrays.equals(
        object,
        keyEnd(item),
        valueEnd(item),
        other.object,
        other.keyEnd(otherItem),
        other.valueEnd(otherItem));
  }

  /** The first item whose key is at least the given one, or {@link #size()}. */
  public int firstAtLeast(byte[] key) {
    int low = 0;
    int high = size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (compareKey(middle, key) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** The id of an inner node's child. */
  public Hash childId(int item) {
    return Hash.read(object, keyEnd(item));
  }

  /** What is counted below an inner node's child. */
  public long childCount(int item) {
    return childSums(item).varint();
  }

  /** The bytes below an inner node's child. */
  public long childBytes(int item) {
    ByteReader in = childSums(item);
    in.varint();
    return in.varint();
  }

  private ByteReader childSums(int item) {
    int at = keyEnd(item) + Hash.BYTES;
    return new ByteReader(object, at, valueEnd(item) - at);
  }

  /** Whether an inner node's child is the same node as a child of another. */
  public boolean sameChild(int item, TreeNode other, int otherItem) {
    int at = keyEnd(item);
    int otherAt = other.keyEnd(otherItem);
    return Arrays.equals(object, at, at + Hash.BYTES, other.object, otherAt, otherAt + Hash.BYTES);
  }
}
