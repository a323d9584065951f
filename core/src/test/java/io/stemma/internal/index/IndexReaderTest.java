package io.stemma.internal.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemma.internal.base.Hash;
import io.stemma.internal.format.v1.IndexRef;
import io.stemma.internal.format.v1.IndexRow;
import io.stemma.internal.format.v1.Kind;
import io.stemma.internal.format.v1.Location;
import io.stemma.internal.format.v1.PackId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IndexReaderTest {
  private final TinyStore store = new TinyStore();

  private IndexReader reader(IndexRef ref) {
    return new IndexReader(store, ref, new IndexCache(1 << 20, 1 << 20));
  }

  static List<IndexRow> all(RowSource source) throws IOException {
    List<IndexRow> rows = new ArrayList<>();
    for (IndexRow row = source.next(); row != null; row = source.next()) {
      rows.add(row);
    }
    return rows;
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1, false",
    "1, 1, false",
    "2, 3, true",
    "92, 1, true",
    "93, 2, true",
    "1023, 4, true",
    "1024, 300, true",
    "5000, 300, false",
    "5000, 3, true",
    "70000, 70000, false",
    "70000, 9, true"
  })
  void behavesLikeAMap(int count, int packCount, boolean adversarial) throws IOException {
    Random random = new Random(count + packCount);
    List<PackId> packs = Rows.packs(random, packCount);
    NavigableSet<IndexRow> rows = Rows.some(random, count, packs, adversarial);
    IndexReader reader = reader(Rows.write(store, packs, rows));

    assertThat(all(reader.rows()).equals(List.copyOf(rows))).isTrue();
    reader.verify();
    Map<IndexRow, Location> model = new HashMap<>();
    for (IndexRow row : rows) {
      model.put(key(row.kind(), row.id()), row.location());
    }
    for (IndexRow row : rows) {
      if (random.nextInt(count) > 2000) {
        continue;
      }
      for (Kind kind : Kind.values()) {
        assertThat(reader.lookup(kind, row.id())).isEqualTo(model.get(key(kind, row.id())));
      }
      Hash near = Rows.near(random, row.id());
      assertThat(reader.lookup(row.kind(), near)).isEqualTo(model.get(key(row.kind(), near)));
    }
    assertThat(reader.packs().equals(Set.copyOf(packs))).isTrue();
  }

  private static IndexRow key(Kind kind, Hash id) {
    return new IndexRow(kind, id, new Location(new PackId(0, 0), 0, 0, 0));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 500, 20_000, 300_000})
  void fromFarAwayTakesOneRequestForAllTablesAndAtMostOneForAnId(int count) throws IOException {
    store.remote = true;
    Random random = new Random(count);
    List<PackId> packs = Rows.packs(random, 5);
    NavigableSet<IndexRow> rows = Rows.some(random, count, packs, false);
    IndexReader reader =
        new IndexReader(store, Rows.write(store, packs, rows), new IndexCache(64 << 20, 4 << 20));
    store.reads.set(0);
    assertThat(reader.lookup(Kind.COMMIT, Rows.hash(random))).isNull();
    assertThat(store.reads.get()).isEqualTo(1);
    int asked = 0;
    store.reads.set(0);
    for (IndexRow row : rows) {
      if (random.nextInt(count) < 500) {
        asked++;
        assertThat(reader.lookup(row.kind(), row.id())).isEqualTo(row.location());
        assertThat(store.reads.get()).isLessThanOrEqualTo(asked);
      }
    }
    if (count <= 20_000) {
      assertThat(store.reads.get()).as("all of it came with the tables").isZero();
    }
    reader.verify();
    assertThat(all(reader.rows()).equals(List.copyOf(rows))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {1000, 20_000, 300_000})
  void readsOneBlockForAHitAndAlmostNoneForAMiss(int count) throws IOException {
    Random random = new Random(count);
    List<PackId> packs = Rows.packs(random, 5);
    NavigableSet<IndexRow> rows = Rows.some(random, count, packs, false);
    IndexReader reader =
        new IndexReader(store, Rows.write(store, packs, rows), new IndexCache(0, 1 << 20));
    List<IndexRow> sample = rows.stream().filter(r -> random.nextInt(count) < 1000).toList();
    for (IndexRow row : sample) { // loads tables and filters
      assertThat(reader.lookup(row.kind(), row.id())).isEqualTo(row.location());
    }
    store.reads.set(0);
    for (IndexRow row : sample) {
      reader.lookup(row.kind(), row.id());
    }
    assertThat(store.reads.get()).isLessThan(sample.size() * 13 / 10);

    store.reads.set(0);
    for (int i = 0; i < 20_000; i++) {
      assertThat(reader.lookup(Kind.DATA, Rows.hash(random))).isNull();
    }
    assertThat(store.reads.get()).isLessThan(200);
  }

  @Test
  void opensASmallIndexWithOneRead() throws IOException {
    Random random = new Random(1);
    List<PackId> packs = Rows.packs(random, 5);
    NavigableSet<IndexRow> rows = Rows.some(random, 100, packs, false);
    IndexReader reader = reader(Rows.write(store, packs, rows));
    assertThat(store.reads).hasValue(0);
    reader.packs();
    assertThat(store.reads).hasValue(1);
  }

  @Test
  void findsWithoutFiltersWhereThereIsNoRoomForThem() throws IOException {
    Random random = new Random(2);
    List<PackId> packs = Rows.packs(random, 5);
    NavigableSet<IndexRow> rows = Rows.some(random, 3000, packs, false);
    IndexCache cache = new IndexCache(1 << 20, 100);
    IndexReader reader = new IndexReader(store, Rows.write(store, packs, rows), cache);
    for (IndexRow row : rows) {
      assertThat(reader.lookup(row.kind(), row.id())).isEqualTo(row.location());
    }
    cache.release(1 << 20);
    int before = store.reads.get();
    reader.lookup(Kind.DATA, rows.first().id());
    assertThat(store.reads.get()).isEqualTo(before + 1);
    reader.retire();
    assertThat(reader.lookup(rows.first().kind(), rows.first().id())).isNotNull();
    assertThat(cache.reserve((1 << 20) + 100)).isTrue();
  }

  @Test
  void manyThreadsLookUpAtOnce() throws Exception {
    Random random = new Random(3);
    List<PackId> packs = Rows.packs(random, 5);
    List<IndexRow> rows = List.copyOf(Rows.some(random, 3000, packs, true));
    IndexRef ref = Rows.write(store, packs, new TreeSet<>(rows));
    IndexReader reader = new IndexReader(store, ref, new IndexCache(1 << 16, 1 << 20));
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Callable<Boolean>> tasks = new ArrayList<>();
      for (int t = 0; t < 4; t++) {
        int start = t * 700;
        tasks.add(
            () -> {
              for (int i = 0; i < rows.size(); i++) {
                IndexRow row = rows.get((start + i) % rows.size());
                if (!row.location().equals(reader.lookup(row.kind(), row.id()))) {
                  return false;
                }
              }
              return true;
            });
      }
      for (Future<Boolean> right : threads.invokeAll(tasks)) {
        assertThat(right.get()).isTrue();
      }
    } finally {
      threads.shutdown();
    }
  }
}
