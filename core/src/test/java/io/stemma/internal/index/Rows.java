package io.stemma.internal.index;

import io.stemma.internal.base.Hash;
import io.stemma.internal.format.v1.IndexRef;
import io.stemma.internal.format.v1.IndexRow;
import io.stemma.internal.format.v1.Kind;
import io.stemma.internal.format.v1.Location;
import io.stemma.internal.format.v1.PackId;
import io.stemma.storage.ObjectStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.Random;
import java.util.TreeSet;

/** Makes rows for tests. */
final class Rows {
  private Rows() {}

  static Hash hash(Random random) {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    return Hash.read(bytes, 0);
  }

  /** Shares a random number of leading bytes with the one before. */
  static Hash near(Random random, Hash other) {
    byte[] bytes = other.toBytes();
    for (int i = random.nextInt(32); i < 32; i++) {
      bytes[i] = (byte) random.nextInt();
    }
    return Hash.read(bytes, 0);
  }

  static PackId pack(Random random) {
    return new PackId(random.nextLong(), random.nextLong());
  }

  static List<PackId> packs(Random random, int count) {
    List<PackId> packs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      packs.add(pack(random));
    }
    return packs;
  }

  static Location location(Random random, List<PackId> packs) {
    return new Location(
        packs.get(random.nextInt(packs.size())),
        random.nextLong() & 0xffffffffL,
        random.nextInt(1 << 24),
        random.nextInt(1 << 12));
  }

  static IndexRow row(Random random, Hash id, List<PackId> packs) {
    return new IndexRow(Kind.ofCode(random.nextInt(6)), id, location(random, packs));
  }

  /** Random rows; of adversarial ones, many ids share long prefixes or differ only in the kind. */
  static NavigableSet<IndexRow> some(
      Random random, int count, List<PackId> packs, boolean adversarial) {
    TreeSet<IndexRow> rows = new TreeSet<>();
    Hash id = hash(random);
    while (rows.size() < count) {
      if (!adversarial) {
        id = hash(random);
      } else if (random.nextInt(4) > 0) {
        id = near(random, id);
      }
      rows.add(row(random, id, packs));
    }
    return rows;
  }

  static IndexRef write(ObjectStore store, Collection<PackId> packs, NavigableSet<IndexRow> rows)
      throws IOException {
    return IndexWriter.write(store, packs, rows.size(), RowSource.of(rows.iterator()));
  }
}
