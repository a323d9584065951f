package io.stemma.internal.pipeline;

import io.stemma.internal.base.Hash;

/**
 * A set of keys of results that takes some 40 bytes for each: an open hash table of half of their
 * bits. Keys are digests of SHA-256, so that no two of them agree in 128 bits. It only grows; safe
 * for use by several threads once nothing is added any more.
 */
final class KeySet {
  private static final int FEWEST = 16;

  /** Spreads numbers whose upper bits somebody may have chosen: 2 to the 64 by the golden ratio. */
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  /** Two for each place; a place of two zeros is free. */
  private long[] places = new long[2 * FEWEST];

  private int size;

  /** How many keys there are. */
  int size() {
    return size;
  }

  boolean contains(Hash key) {
    return !isFree(place(places, first(key), key.lastLong()));
  }

  void add(Hash key) {
    int place = place(places, first(key), key.lastLong());
    if (isFree(place)) {
      put(places, place, first(key), key.lastLong());
      if (++size > places.length / 3) {
        grow();
      }
    }
  }

  /** No key is like a free place. */
  private static long first(Hash key) {
    return key.firstLong() == 0 && key.lastLong() == 0 ? 1 : key.firstLong();
  }

  private boolean isFree(int place) {
    return places[place] == 0 && places[place + 1] == 0;
  }

  private static void put(long[] places, int place, long first, long last) {
    places[place] = first;
    places[place + 1] = last;
  }

  /** Where a key is, or would be. */
  private static int place(long[] places, long first, long last) {
    int mask = places.length / 2 - 1;
    int at = (int) (((first ^ last) * SPREAD) >>> 32) & mask;
    while ((places[2 * at] != first || places[2 * at + 1] != last)
        && (places[2 * at] != 0 || places[2 * at + 1] != 0)) {
      at = (at + 1) & mask;
    }
    return 2 * at;
  }

  private void grow() {
    long[] more = new long[Math.multiplyExact(2, places.length)];
    for (int i = 0; i < places.length; i += 2) {
      if (!isFree(i)) {
        put(more, place(more, places[i], places[i + 1]), places[i], places[i + 1]);
      }
    }
    places = more;
  }
}
