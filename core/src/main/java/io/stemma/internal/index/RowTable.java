package io.stemma.internal.index;

import io.stemma.internal.base.Hash;
import io.stemma.internal.format.v1.IndexRow;
import io.stemma.internal.format.v1.Kind;
import io.stemma.internal.format.v1.Location;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Iterator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A growing table (kind, id) -> place of about 56 bytes a row: rows in small arrays that never
 * move, and an open-addressing table (linear probing) of their numbers. Not thread-safe.
 */
final class RowTable {
  static final int MAX_ROWS = 1 << 24;

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final int CHUNK_BITS = 6;
  private static final int CHUNK_ROWS = 1 << CHUNK_BITS;
  private static final int PACK = Hash.BYTES;
  private static final int OFFSET = PACK + 4;
  private static final int LENGTH_AND_KIND = OFFSET + 4; // the kind in the upper byte
  private static final int SLOT = LENGTH_AND_KIND + 4;
  private static final int ROW_BYTES = SLOT + 2;

  private final PackNumbers packs;
  private byte[][] chunks = new byte[4][];
  private int[] table = new int[16]; // number of the row plus one; 0 is empty
  private int size;

  RowTable(PackNumbers packs) {
    this.packs = packs;
  }

  int size() {
    return size;
  }

  /** About how much memory it takes. */
  long bytes() {
    return (size >> CHUNK_BITS) * (CHUNK_ROWS * ROW_BYTES + 24L) + 4L * table.length;
  }

  @Nullable Location get(Kind kind, Hash id) {
    int row = table[find(kind, id)] - 1;
    return row < 0 ? null : location(row);
  }

  /** Puts a row unless there is one with the id and the kind, which is returned. */
  @Nullable Location putIfAbsent(Kind kind, Hash id, Location location) {
    int cell = find(kind, id);
    if (table[cell] != 0) {
      return location(table[cell] - 1);
    }
    append(cell, kind, id, location);
    return null;
  }

  /** Puts a row in place of one with the same id and kind, if there is one. */
  void put(Kind kind, Hash id, Location location) {
    int cell = find(kind, id);
    if (table[cell] != 0) {
      writePlace(table[cell] - 1, kind, location);
    } else {
      append(cell, kind, id, location);
    }
  }

  private void append(int cell, Kind kind, Hash id, Location location) {
    if (size == MAX_ROWS) {
      throw new IllegalStateException("a table in memory holds at most " + MAX_ROWS + " rows");
    }
    int chunk = size >> CHUNK_BITS;
    if (chunk == chunks.length) {
      chunks = Arrays.copyOf(chunks, 2 * chunk);
    }
    if ((size & CHUNK_ROWS - 1) == 0) {
      chunks[chunk] = new byte[CHUNK_ROWS * ROW_BYTES];
    }
    id.write(chunks[chunk], at(size));
    writePlace(size, kind, location);
    table[cell] = ++size;
    if (size > table.length / 5 * 3) {
      grow();
    }
  }

  private static int at(int row) {
    return (row & CHUNK_ROWS - 1) * ROW_BYTES;
  }

  private void writePlace(int row, Kind kind, Location location) {
    byte[] chunk = chunks[row >> CHUNK_BITS];
    int at = at(row);
    INT.set(chunk, at + PACK, packs.number(location.pack()));
    INT.set(chunk, at + OFFSET, (int) location.offset());
    INT.set(chunk, at + LENGTH_AND_KIND, location.length() | kind.code() << 24);
    chunk[at + SLOT] = (byte) location.slot();
    chunk[at + SLOT + 1] = (byte) (location.slot() >>> 8);
  }

  private void grow() {
    int[] larger = new int[2 * table.length];
    for (int row = 0; row < size; row++) {
      byte[] chunk = chunks[row >> CHUNK_BITS];
      int cell =
          cell((long) LONG.get(chunk, at(row)), (long) LONG.get(chunk, at(row) + 24), larger);
      while (larger[cell] != 0) {
        cell = cell + 1 & larger.length - 1;
      }
      larger[cell] = row + 1;
    }
    table = larger;
  }

  private static int cell(long first, long last, int[] table) {
    return (int) ((first ^ last * 0x9e3779b97f4a7c15L) >>> 32) & table.length - 1;
  }

  /** The cell of a row, or the empty one where it would be. */
  private int find(Kind kind, Hash id) {
    long first = id.firstLong();
    int cell = cell(first, id.lastLong(), table);
    for (int row = table[cell] - 1; row >= 0; row = table[cell] - 1) {
      byte[] chunk = chunks[row >> CHUNK_BITS];
      int at = at(row);
      if ((long) LONG.get(chunk, at) == first
          && chunk[at + LENGTH_AND_KIND + 3] == kind.code()
          && Hash.read(chunk, at).equals(id)) {
        break;
      }
      cell = cell + 1 & table.length - 1;
    }
    return cell;
  }

  private Location location(int row) {
    byte[] chunk = chunks[row >> CHUNK_BITS];
    int at = at(row);
    return new Location(
        packs.pack((int) INT.get(chunk, at + PACK)),
        (int) INT.get(chunk, at + OFFSET) & 0xffffffffL,
        (int) INT.get(chunk, at + LENGTH_AND_KIND) & 0xffffff,
        chunk[at + SLOT] & 0xff | (chunk[at + SLOT + 1] & 0xff) << 8);
  }

  private IndexRow row(int row) {
    byte[] chunk = chunks[row >> CHUNK_BITS];
    int at = at(row);
    return new IndexRow(
        Kind.ofCode(chunk[at + LENGTH_AND_KIND + 3]), Hash.read(chunk, at), location(row));
  }

  /** The rows in ascending order. Takes eight bytes a row; no row may be put meanwhile. */
  Iterator<IndexRow> sorted() {
    long[] keys = sortedKeys();
    return IntStream.range(0, keys.length).mapToObj(i -> row(number(keys[i]))).iterator();
  }

  /** 40 bits of the id and 24 of the row's number; runs of equal bits are put in order after. */
  private long[] sortedKeys() {
    long[] keys = new long[size];
    for (int row = 0; row < size; row++) {
      long first = (long) LONG.get(chunks[row >> CHUNK_BITS], at(row)) ^ Long.MIN_VALUE;
      keys[row] = first & -MAX_ROWS | row;
    }
    Arrays.sort(keys);
    for (int from = 0; from < size; ) {
      int to = from + 1;
      while (to < size && (keys[to] ^ keys[from]) >>> 24 == 0) {
        to++;
      }
      if (to - from > 1) {
        sortRun(keys, from, to);
      }
      from = to;
    }
    return keys;
  }

  private void sortRun(long[] keys, int from, int to) {
    long[] ordered =
        Arrays.stream(keys, from, to)
            .boxed()
            .sorted((x, y) -> row(number(x)).compareTo(row(number(y))))
            .mapToLong(Long::longValue)
            .toArray();
    System.arraycopy(ordered, 0, keys, from, ordered.length);
  }

  private static int number(long key) {
    return (int) key & MAX_ROWS - 1;
  }
}
