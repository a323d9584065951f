package io.stemma.internal.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemma.internal.base.Hash;
import io.stemma.internal.format.v1.IndexRef;
import io.stemma.internal.format.v1.IndexRow;
import io.stemma.internal.format.v1.Kind;
import io.stemma.internal.format.v1.Location;
import io.stemma.internal.format.v1.PackId;
import io.stemma.internal.format.v1.PackRow;
import io.stemma.storage.OutcomeUnknownException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IndexSetTest {
  private final TinyStore store = new TinyStore();
  private final IndexCache cache = new IndexCache(1 << 20, 1 << 22);

  /** What was put, in order; the model of a snapshot. */
  private final List<TreeMap<IndexRow, Location>> oldestFirst = new ArrayList<>();

  private final Set<PackId> condemned = new HashSet<>();

  private static IndexRow key(Kind kind, Hash id) {
    return new IndexRow(kind, id, new Location(new PackId(0, 0), 0, 0, 0));
  }

  private @Nullable Location model(Kind kind, Hash id) {
    for (int i = oldestFirst.size() - 1; i >= 0; i--) {
      Location found = oldestFirst.get(i).get(key(kind, id));
      if (found != null && !condemned.contains(found.pack())) {
        return found;
      }
    }
    return null;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void behavesLikeLayersOfMaps(long seed) throws IOException {
    Random random = new Random(seed);
    List<IndexRow> ids = List.copyOf(Rows.some(random, 400, Rows.packs(random, 1), true));
    IndexSet set = IndexSet.empty(store, cache);
    for (int step = 0; step < 150; step++) {
      set = addPack(random, set, ids);
      if (set.recents().size() > 5) {
        set = indexRecents(set);
      }
      List<IndexRef> merge = Tiers.next(set.indexes());
      if (!merge.isEmpty()) {
        set = replace(set, merge, set.merge(merge, List.of()));
      }
      if (random.nextInt(10) == 0) {
        List<RecentPack> recents = set.recents();
        condemned.add(recents.isEmpty() ? Rows.pack(random) : recents.get(0).id());
        set = set.with(set.indexes(), recents, condemned);
      }
      for (int i = 0; i < 20; i++) {
        IndexRow row = ids.get(random.nextInt(ids.size()));
        assertThat(set.lookup(row.kind(), row.id())).isEqualTo(model(row.kind(), row.id()));
      }
    }
    assertThat(set.indexes().size()).isBetween(1, 16);
    for (IndexReader reader : set.readers()) {
      reader.verify();
    }
    for (IndexRow row : ids) {
      assertThat(set.lookup(row.kind(), row.id())).isEqualTo(model(row.kind(), row.id()));
    }
  }

  private IndexSet addPack(Random random, IndexSet set, List<IndexRow> ids) {
    PackId pack = Rows.pack(random);
    List<PackRow> lines = new ArrayList<>();
    TreeMap<IndexRow, Location> layer = new TreeMap<>();
    for (int i = random.nextInt(20); i >= 0; i--) {
      IndexRow row = ids.get(random.nextInt(ids.size()));
      PackRow line = new PackRow(row.kind(), row.id(), random.nextInt(1 << 30), i, i);
      lines.add(line);
      layer.put(key(row.kind(), row.id()), line.in(pack));
    }
    oldestFirst.add(layer);
    List<RecentPack> recents = new ArrayList<>(set.recents());
    recents.add(0, new RecentPack(pack, lines));
    return set.with(set.indexes(), recents, condemned);
  }

  private IndexSet indexRecents(IndexSet set) throws IOException {
    IndexRef ref = set.merge(List.of(), set.recents().stream().map(RecentPack::id).toList());
    List<IndexRef> indexes = new ArrayList<>(set.indexes());
    indexes.add(0, ref);
    return set.with(indexes, List.of(), condemned);
  }

  private IndexSet replace(IndexSet set, List<IndexRef> merged, IndexRef by) {
    List<IndexRef> indexes = new ArrayList<>(set.indexes());
    int at = indexes.indexOf(merged.get(0));
    indexes.removeAll(merged);
    indexes.add(at, by);
    return set.with(indexes, set.recents(), condemned);
  }

  @Test
  void keepsTheReadersThatGoOnLiving() throws IOException {
    Random random = new Random(1);
    List<PackId> packs = Rows.packs(random, 3);
    NavigableSet<IndexRow> rows = Rows.some(random, 100, packs, false);
    IndexRef first = Rows.write(store, packs, rows);
    IndexRef second = Rows.write(store, packs, Rows.some(random, 100, packs, false));
    IndexSet old = IndexSet.empty(store, cache).with(List.of(first), List.of(), Set.of());
    IndexSet next = old.with(List.of(second, first), List.of(), Set.of());
    assertThat(next.readers().get(1)).isSameAs(old.readers().get(0));

    IndexSet last = next.with(List.of(second), List.of(), Set.of());
    IndexRow row = rows.first();
    assertThat(last.lookup(row.kind(), row.id())).isNull();
    assertThat(next.lookup(row.kind(), row.id())).isEqualTo(row.location());
  }

  @Test
  void refusesToMergeWhatItDoesNotHave() {
    IndexRef other = new IndexRef("0".repeat(32), 1000, 1);
    assertThatThrownBy(() -> IndexSet.empty(store, cache).merge(List.of(other), List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(other.name());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void mergesAgainUnderAnotherNameWhereTheOutcomeIsUnknown(int unknown) throws IOException {
    Random random = new Random(unknown);
    List<PackId> packs = Rows.packs(random, 3);
    IndexRef one = Rows.write(store, packs, Rows.some(random, 100, packs, false));
    IndexRef two = Rows.write(store, packs, Rows.some(random, 100, packs, false));
    IndexSet set = IndexSet.empty(store, cache).with(List.of(two, one), List.of(), Set.of());
    store.unknownOutcomes = unknown;
    if (unknown == 3) {
      assertThatThrownBy(() -> set.merge(set.indexes(), List.of()))
          .isInstanceOf(OutcomeUnknownException.class);
    } else {
      assertThat(set.merge(set.indexes(), List.of()).rows()).isEqualTo(200);
    }
  }
}
