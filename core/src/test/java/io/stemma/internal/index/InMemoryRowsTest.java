package io.stemma.internal.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemma.internal.format.v1.IndexRow;
import io.stemma.internal.format.v1.Kind;
import io.stemma.internal.format.v1.Location;
import io.stemma.internal.format.v1.PackId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InMemoryRowsTest {

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void behaveLikeAMap(long seed) throws IOException {
    Random random = new Random(seed);
    List<PackId> packs = Rows.packs(random, 9);
    InMemoryRows rows = new InMemoryRows();
    Map<IndexRow, Location> model = new TreeMap<>();
    for (IndexRow row : Rows.some(random, 5000, packs, seed > 1)) {
      Location where = row.location();
      assertThat(rows.get(row.kind(), row.id())).isNull();
      assertThat(rows.putIfAbsent(row.kind(), row.id(), where)).isNull();
      model.put(row, where);
      if (random.nextInt(4) == 0) {
        Location other = Rows.location(random, packs);
        assertThat(rows.putIfAbsent(row.kind(), row.id(), other)).isEqualTo(where);
      }
      if (random.nextInt(4) == 0) {
        Location other = Rows.location(random, packs);
        rows.put(row.kind(), row.id(), other);
        model.put(row, other);
      }
    }
    List<IndexRow> expected = new ArrayList<>();
    model.forEach((row, where) -> expected.add(new IndexRow(row.kind(), row.id(), where)));
    assertThat(IndexReaderTest.all(rows.sorted())).isEqualTo(expected);
    assertThat(rows.size()).isEqualTo(5000);
    assertThat(rows.packs()).containsExactlyInAnyOrderElementsOf(packs);
    assertThat(rows.bytes() / 5000).isBetween(40L, 80L);
    for (IndexRow row : expected) {
      assertThat(rows.get(row.kind(), row.id())).isEqualTo(row.location());
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void ofThreadsThatPutTheSameIdOneWins(long seed) throws Exception {
    Random random = new Random(seed);
    List<IndexRow> ids = List.copyOf(Rows.some(random, 2000, Rows.packs(random, 1), false));
    InMemoryRows rows = new InMemoryRows();
    List<Callable<Integer>> tasks = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      Random own = new Random(100 * seed + t);
      tasks.add(
          () -> {
            List<PackId> packs = Rows.packs(own, 3);
            int won = 0;
            for (IndexRow row : ids) {
              Location mine = Rows.location(own, packs);
              Location first = rows.putIfAbsent(row.kind(), row.id(), mine);
              won += first == null ? 1 : 0;
              assertThat(rows.get(row.kind(), row.id())).isEqualTo(first == null ? mine : first);
            }
            return won;
          });
    }
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      int won = 0;
      for (Future<Integer> result : threads.invokeAll(tasks)) {
        won += result.get();
      }
      assertThat(won).isEqualTo(ids.size());
    } finally {
      threads.shutdown();
    }
    assertThat(rows.get(Kind.DATA, Rows.hash(random))).isNull();
  }
}
