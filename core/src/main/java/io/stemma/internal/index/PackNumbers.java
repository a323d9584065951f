package io.stemma.internal.index;

import io.stemma.internal.format.v1.PackId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

/** Small numbers for the packs that rows in memory name. Safe for any number of threads. */
final class PackNumbers {
  private final ConcurrentHashMap<PackId, Integer> numbers = new ConcurrentHashMap<>();
  private volatile PackId[] packs = new PackId[4];
  private int size;

  int number(PackId pack) {
    Integer known = numbers.get(pack);
    return known != null ? known : give(pack);
  }

  private synchronized int give(PackId pack) {
    Integer known = numbers.get(pack);
    if (known != null) {
      return known;
    }
    PackId[] room = size == packs.length ? Arrays.copyOf(packs, 2 * size) : packs;
    room[size] = pack;
    packs = room; // also makes the element visible
    numbers.put(pack, size);
    return size++;
  }

  PackId pack(int number) {
    return packs[number];
  }

  synchronized List<PackId> all() {
    return new ArrayList<>(Arrays.asList(packs).subList(0, size));
  }
}
