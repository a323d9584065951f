package io.stemma.internal.format.v1;

import io.stemma.internal.base.ByteWriter;
import io.stemma.internal.base.Hash;

/** Encodes the nodes of one level of a prolly tree, one after the other. */
public final class TreeNodeBuilder {
  private static final int HEAD = ObjectHeader.BYTES + 1 + 9;

  private final int level;
  private final ByteWriter items = new ByteWriter(4_096);
  private int size;
  private int keyAt;
  private int keyLength;
  private int lastItemBytes;
  private long count;
  private long bytes;

  /** Begins a first node. */
  public TreeNodeBuilder(int level) {
    this.level = level;
  }

  /**
   * Adds an item behind the others.
   *
   * @param source holds the key and right behind it the value
   * @param count what the item counts
   * @param bytes the bytes it stands for
   */
  public void add(
      byte[] source, int offset, int keyLength, int valueLength, long count, long bytes) {
    begin(keyLength, valueLength, count, bytes);
    items.bytes(source, offset, keyLength + valueLength);
  }

  /** Adds an item whose key and value are arrays of their own. */
  public void add(byte[] key, byte[] value, long count, long bytes) {
    begin(key.length, value.length, count, bytes);
    items.bytes(key).bytes(value);
  }

  private void begin(int itsKeyLength, int valueLength, long itsCount, long itsBytes) {
    int start = items.size();
    items.varint(itsKeyLength).varint(valueLength);
    keyAt = items.size();
    keyLength = itsKeyLength;
    lastItemBytes = keyAt - start + itsKeyLength + valueLength;
    size++;
    count = Math.addExact(count, itsCount);
    bytes = Math.addExact(bytes, itsBytes);
  }

  /** Whether the node must end behind the last item. */
  public boolean complete(TreeBoundary rule) {
    return rule.endsBehind(
        level, size, items.size(), lastItemBytes, items.array(), keyAt, keyLength);
  }

  /** The node of the items added. */
  public byte[] toObject() {
    ByteWriter out = new ByteWriter(HEAD + items.size());
    out.bytes(new byte[ObjectHeader.BYTES]).u8(level).varint(size);
    out.bytes(items.array(), 0, items.size());
    byte[] object = out.toBytes();
    ObjectHeader.write(object, 0, object.length, Kind.NODE.tag());
    return object;
  }

  /** The value by which a parent refers to this node under its id. */
  public byte[] reference(Hash id) {
    return new ByteWriter(Hash.BYTES + 18).hash(id).varint(count).varint(bytes).toBytes();
  }

  /** The key of the last item. */
  public byte[] lastKey() {
    byte[] key = new byte[keyLength];
    System.arraycopy(items.array(), keyAt, key, 0, keyLength);
    return key;
  }

  /** The value of the last item, if it refers to a child: the child's id. */
  public Hash lastChild() {
    return Hash.read(items.array(), keyAt + keyLength);
  }

  /** Number of items. */
  public int size() {
    return size;
  }

  /** Sum of the items' counts. */
  public long count() {
    return count;
  }

  /** Sum of the items' bytes. */
  public long bytes() {
    return bytes;
  }

  /** Begins the next node. */
  public void clear() {
    items.truncate(0);
    size = 0;
    count = 0;
    bytes = 0;
  }
}
