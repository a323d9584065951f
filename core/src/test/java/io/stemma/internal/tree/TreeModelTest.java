package io.stemma.internal.tree;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemma.internal.format.v1.TreeBoundary;
import io.stemma.internal.tree.Trees.Keys;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The tree against a sorted map, and every tree against the one built of its content at once. */
class TreeModelTest {
  static Stream<Arguments> cases() {
    return Stream.of(Keys.values())
        .flatMap(
            keys ->
                Stream.of(1, 2, 3, 4, 5, 6)
                    .map(seed -> Arguments.of(keys, seed, keys == Keys.LONG_PREFIX || seed > 4)));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void anyHistoryGivesTheRootOfItsContent(Keys kind, int seed, boolean real) {
    Random random = new Random(seed);
    TreeBoundary rule = real ? TreeBoundary.V1 : Trees.SMALL;
    MemoryNodes store = new MemoryNodes();
    Tree empty = Trees.empty(store, rule);
    List<byte[]> keys = kind.make(random, kind == Keys.LONG_PREFIX ? 500 : real ? 3000 : 1000);
    Tree tree = empty;
    NavigableMap<byte[], byte[]> model = Trees.model();
    for (int round = 0; round < 25; round++) {
      List<TreeEdit> batch = Batches.random(random, keys, 1 << random.nextInt(10));
      Batches.apply(batch, model);
      tree = tree.edit(batch.iterator());
      assertThat(tree.root()).as("round %s", round).isEqualTo(Trees.build(empty, model).root());
    }
    assertThat(Trees.lines(Trees.content(tree))).isEqualTo(Trees.lines(model));
    checkLookups(random, keys, model, tree);
    checkTotals(random, keys, model, tree);
    tree = tree.edit(List.of(TreeEdit.deleteRange(new byte[0], null)).iterator());
    assertThat(tree.root()).isEqualTo(Tree.EMPTY_ROOT);
  }

  private static void checkLookups(
      Random random, List<byte[]> keys, NavigableMap<byte[], byte[]> model, Tree tree) {
    TreeCursor cursor = tree.cursor();
    for (int i = 0; i < 300; i++) {
      byte[] key = keys.get(random.nextInt(keys.size()));
      if (random.nextInt(4) == 0) {
        key = Trees.bytes(random, 1 + random.nextInt(20));
      }
      assertThat(tree.get(key)).isEqualTo(model.get(key));
      assertThat(tree.contains(key)).isEqualTo(model.containsKey(key));
      boolean behind = random.nextBoolean();
      Map.Entry<byte[], byte[]> expected =
          behind ? model.higherEntry(key) : model.ceilingEntry(key);
      boolean found = behind ? cursor.seekBehind(key) : cursor.seek(key);
      for (int steps = random.nextInt(5); steps >= 0; steps--) {
        assertThat(found).isEqualTo(expected != null);
        if (expected == null) {
          break;
        }
        assertThat(cursor.key()).isEqualTo(expected.getKey());
        assertThat(cursor.value()).isEqualTo(expected.getValue());
        found = cursor.next();
        expected = model.higherEntry(expected.getKey());
      }
    }
  }

  private static void checkTotals(
      Random random, List<byte[]> keys, NavigableMap<byte[], byte[]> model, Tree tree) {
    assertThat(tree.totals()).isEqualTo(sum(model));
    for (int i = 0; i < 100; i++) {
      byte[] from = keys.get(random.nextInt(keys.size()));
      byte[] to = keys.get(random.nextInt(keys.size()));
      Totals expected =
          Arrays.compareUnsigned(from, to) < 0 ? sum(model.subMap(from, to)) : Totals.NONE;
      assertThat(tree.totals(from, to)).isEqualTo(expected);
      assertThat(tree.totals(from, null)).isEqualTo(sum(model.tailMap(from)));
      assertThat(tree.totals(new byte[0], to)).isEqualTo(sum(model.headMap(to)));
      TreeCursor cursor = tree.cursor();
      int found = 0;
      for (boolean more = cursor.seek(from, to); more; more = cursor.next()) {
        found++;
      }
      int size = Arrays.compareUnsigned(from, to) < 0 ? model.subMap(from, to).size() : 0;
      assertThat(found).isEqualTo(size);
    }
  }

  private static Totals sum(Map<byte[], byte[]> part) {
    long count = 0;
    long bytes = 0;
    for (byte[] value : part.values()) {
      count += Trees.MEASURE.count(value, 0, value.length);
      bytes += Trees.MEASURE.bytes(value, 0, value.length);
    }
    return new Totals(count, bytes);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void oneKeyAtATimeInAnyOrderGivesTheSameRoot(Keys kind, int seed, boolean real) {
    Random random = new Random(seed);
    Tree empty = Trees.empty(new MemoryNodes(), real ? TreeBoundary.V1 : Trees.SMALL);
    NavigableMap<byte[], byte[]> model = Trees.model();
    kind.make(random, kind == Keys.LONG_PREFIX ? 60 : 300)
        .forEach(key -> model.put(key, Trees.value(random)));
    Tree built = Trees.build(empty, model);
    List<byte[]> order = new ArrayList<>(model.keySet());
    assertThat(putOneByOne(empty, order, model)).isEqualTo(built);
    Collections.reverse(order);
    assertThat(putOneByOne(empty, order, model)).isEqualTo(built);
    Collections.shuffle(order, random);
    assertThat(putOneByOne(empty, order, model)).isEqualTo(built);
    Tree shrunk = built;
    for (byte[] key : order) {
      shrunk = shrunk.edit(List.of(TreeEdit.delete(key)).iterator());
    }
    assertThat(shrunk).isEqualTo(empty);
  }

  private static Tree putOneByOne(Tree empty, List<byte[]> order, Map<byte[], byte[]> model) {
    Tree tree = empty;
    for (byte[] key : order) {
      tree = tree.edit(List.of(TreeEdit.put(key, model.getOrDefault(key, new byte[0]))).iterator());
    }
    return tree;
  }

  @Test
  void treesAreDeepEnoughToTestSomething() {
    MemoryNodes store = new MemoryNodes();
    for (Keys kind : Keys.values()) {
      NavigableMap<byte[], byte[]> model = Trees.model();
      Random random = new Random(7);
      boolean real = kind == Keys.LONG_PREFIX;
      kind.make(random, 1000).forEach(key -> model.put(key, Trees.value(random)));
      Tree tree = Trees.build(Trees.empty(store, real ? TreeBoundary.V1 : Trees.SMALL), model);
      int level = new NodeReader(store, Trees.MEASURE).root(tree.root()).level();
      assertThat(level).as("%s", kind).isBetween(3, 8);
    }
  }
}
