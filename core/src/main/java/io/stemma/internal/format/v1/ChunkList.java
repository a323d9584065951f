package io.stemma.internal.format.v1;

import io.stemma.internal.base.ByteReader;
import io.stemma.internal.base.ByteWriter;
import io.stemma.internal.base.MalformedException;
import java.util.ArrayList;
import java.util.List;

/**
 * A node in the tree of a long file's chunks: at level 0 chunks of the file, above that lists of
 * the level below, in the order of the file. A node ends behind an item whose id ends in seven zero
 * bits, if it has at least {@link #MIN_ITEMS}, or at {@link #MAX_ITEMS}; so an edit leaves the
 * others as they are.
 *
 * @param level 0 for a list of chunks
 * @param items at least one
 */
public record ChunkList(int level, List<ChunkRef> items) {
  /** Fewest items of a node that is not the last. */
  public static final int MIN_ITEMS = 32;

  /** Most items of a node. */
  public static final int MAX_ITEMS = 1024;

  /** Highest level. */
  public static final int MAX_LEVEL = 8;

  private static final long BOUNDARY = 127;

  /** Copies the list. */
  public ChunkList {
    items = List.copyOf(items);
  }

  /** Whether a node ends behind an item that is its {@code count}th. */
  public static boolean isBoundary(ChunkRef item, int count) {
    return count >= MAX_ITEMS || count >= MIN_ITEMS && (item.id().lastLong() & BOUNDARY) == 0;
  }

  /** Bytes of the file in this node. */
  public long length() {
    long sum = 0;
    for (ChunkRef item : items) {
      sum = add(sum, item.length());
    }
    return sum;
  }

  /** Header and items. */
  public byte[] encode() {
    ByteWriter out = new ByteWriter(ObjectHeader.BYTES + 8 + items.size() * 36);
    out.bytes(new byte[ObjectHeader.BYTES]).u8(level).varint(items.size());
    for (ChunkRef item : items) {
      out.hash(item.id()).varint(item.length());
    }
    byte[] object = out.toBytes();
    ObjectHeader.write(object, 0, object.length, Kind.CHUNK_LIST.tag());
    return object;
  }

  /** Decodes a node. */
  public static ChunkList decode(byte[] object) {
    ObjectHeader.check(object, 0, object.length, Kind.CHUNK_LIST.tag());
    ByteReader in = new ByteReader(object, ObjectHeader.BYTES, object.length - ObjectHeader.BYTES);
    int level = in.u8();
    int count = in.varint(MAX_ITEMS);
    if (level > MAX_LEVEL || count == 0) {
      throw new MalformedException("a chunk list of level " + level + " with " + count + " items");
    }
    List<ChunkRef> items = new ArrayList<>(count);
    long sum = 0;
    for (int i = 0; i < count; i++) {
      ChunkRef item = new ChunkRef(in.hash(), in.varint());
      sum = add(sum, item.length());
      items.add(item);
    }
    in.expectEnd();
    return new ChunkList(level, items);
  }

  static long add(long a, long b) {
    long sum = a + b;
    if (sum < 0) {
      throw new MalformedException("lengths that add up to more than 2^63 bytes");
    }
    return sum;
  }
}
