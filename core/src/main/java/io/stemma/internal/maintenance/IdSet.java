package io.stemma.internal.maintenance;

import io.stemma.internal.base.Hash;

/**
 * A set of ids, 16 bytes of each: an open-addressing table (linear probing). Two ids that agree in
 * these 128 bits do not exist by chance. Not thread-safe.
 */
final class IdSet {
  private long[] table = new long[2 * 64];
  private int size;

  /** Whether an id was added. */
  boolean contains(Hash id) {
    int at = find(table, first(id), id.lastLong());
    return table[at] != 0;
  }

  /** Adds an id; false if it was there. */
  boolean add(Hash id) {
    int at = find(table, first(id), id.lastLong());
    if (table[at] != 0) {
      return false;
    }
    table[at] = first(id);
    table[at + 1] = id.lastLong();
    size++;
    if (size > table.length / 4) {
      grow();
    }
    return true;
  }

  /** 0 marks an empty place. */
  private static long first(Hash id) {
    return id.firstLong() == 0 ? 1 : id.firstLong();
  }

  private static int find(long[] table, long first, long last) {
    int mask = table.length - 2;
    int at = (int) (first >>> 16 << 1) & mask;
    while (table[at] != 0 && (table[at] != first || table[at + 1] != last)) {
      at = at + 2 & mask;
    }
    return at;
  }

  private void grow() {
    if (table.length == 1 << 30) {
      throw new IllegalStateException("more than " + size + " ids in one set");
    }
    long[] larger = new long[2 * table.length];
    for (int i = 0; i < table.length; i += 2) {
      if (table[i] != 0) {
        int at = find(larger, table[i], table[i + 1]);
        larger[at] = table[i];
        larger[at + 1] = table[i + 1];
      }
    }
    table = larger;
  }
}
