package io.stemma.internal.tree;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemma.internal.format.v1.TreeBoundary;
import io.stemma.internal.tree.Trees.Keys;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Diff and merge of two trees against those of two sorted maps. */
class TreeDiffTest {
  private static final HexFormat HEX = HexFormat.of();

  static Stream<Arguments> cases() {
    return Stream.of(Keys.values())
        .flatMap(keys -> Stream.of(1, 2, 3, 4, 5).map(seed -> Arguments.of(keys, seed)));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void findsEveryChangeBetweenAnyTwoStates(Keys kind, int seed) {
    Random random = new Random(seed);
    Tree empty = Trees.empty(new MemoryNodes(), rule(kind, seed));
    List<byte[]> keys = kind.make(random, kind == Keys.LONG_PREFIX ? 300 : 1500);
    NavigableMap<byte[], byte[]> model = Trees.model();
    List<Tree> trees = new ArrayList<>(List.of(empty));
    List<NavigableMap<byte[], byte[]>> models = new ArrayList<>(List.of(copy(model)));
    for (int round = 0; round < 8; round++) {
      List<TreeEdit> batch = Batches.random(random, keys, 1 << random.nextInt(10));
      Batches.apply(batch, model);
      trees.add(trees.get(round).edit(batch.iterator()));
      models.add(copy(model));
    }
    for (int a = 0; a < trees.size(); a++) {
      for (int b = 0; b < trees.size(); b++) {
        check(trees.get(a), trees.get(b), models.get(a), models.get(b), new byte[0], null);
        byte[] from = keys.get(random.nextInt(keys.size()));
        byte[] to = keys.get(random.nextInt(keys.size()));
        check(trees.get(a), trees.get(b), models.get(a), models.get(b), from, to);
        check(trees.get(a), trees.get(b), models.get(a), models.get(b), from, null);
      }
    }
  }

  private static TreeBoundary rule(Keys kind, int seed) {
    return kind == Keys.LONG_PREFIX || seed > 4 ? TreeBoundary.V1 : Trees.SMALL;
  }

  private static void check(
      Tree a,
      Tree b,
      NavigableMap<byte[], byte[]> modelA,
      NavigableMap<byte[], byte[]> modelB,
      byte[] from,
      byte @Nullable [] to) {
    List<String> found = new ArrayList<>();
    for (Iterator<TreeChange> changes = a.diff(b, from, to); changes.hasNext(); ) {
      TreeChange change = changes.next();
      found.add(line(change.key(), change.oldValue(), change.newValue()));
    }
    List<String> expected = new ArrayList<>();
    for (byte[] key : union(modelA, modelB)) {
      boolean inside =
          Arrays.compareUnsigned(from, key) <= 0
              && (to == null || Arrays.compareUnsigned(key, to) < 0);
      if (inside && !Arrays.equals(modelA.get(key), modelB.get(key))) {
        expected.add(line(key, modelA.get(key), modelB.get(key)));
      }
    }
    assertThat(found).isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void mergesWhatOneSideChangedAndNamesWhatBothDid(Keys kind, int seed) {
    Random random = new Random(seed);
    Tree empty = Trees.empty(new MemoryNodes(), rule(kind, seed));
    List<byte[]> keys = kind.make(random, kind == Keys.LONG_PREFIX ? 100 : 1000);
    NavigableMap<byte[], byte[]> base = Trees.model();
    Batches.apply(Batches.random(random, keys, 800), base);
    NavigableMap<byte[], byte[]> ours = copy(base);
    NavigableMap<byte[], byte[]> theirs = copy(base);
    for (int i = 0; i < 3; i++) {
      List<TreeEdit> both = Batches.random(random, keys, 3);
      Batches.apply(both, ours);
      Batches.apply(both, theirs);
      Batches.apply(Batches.random(random, keys, 20), ours);
      Batches.apply(Batches.random(random, keys, 20), theirs);
    }
    Tree ourTree = Trees.build(empty, ours);
    Iterator<MergeStep> steps = Trees.build(empty, base).merge(ourTree, Trees.build(empty, theirs));
    List<String> conflicts = new ArrayList<>();
    List<TreeEdit> edits = new ArrayList<>();
    while (steps.hasNext()) {
      MergeStep step = steps.next();
      String line = line(step.key(), step.base(), step.ours());
      if (step.isConflict()) {
        conflicts.add(line + " " + text(step.theirs()));
      } else {
        assertThat(step.ours()).isEqualTo(step.base());
        edits.add(step.takeTheirs());
      }
    }
    NavigableMap<byte[], byte[]> merged = copy(ours);
    assertThat(conflicts).isEqualTo(merge(base, ours, theirs, merged));
    assertThat(ourTree.edit(edits.iterator())).isEqualTo(Trees.build(empty, merged));
  }

  private static List<String> merge(
      NavigableMap<byte[], byte[]> base,
      NavigableMap<byte[], byte[]> ours,
      NavigableMap<byte[], byte[]> theirs,
      NavigableMap<byte[], byte[]> merged) {
    List<String> conflicts = new ArrayList<>();
    Set<byte[]> keys = union(base, theirs);
    keys.addAll(ours.keySet());
    for (byte[] key : keys) {
      byte[] b = base.get(key);
      byte[] o = ours.get(key);
      byte[] t = theirs.get(key);
      if (Arrays.equals(b, t) || Arrays.equals(o, t)) {
        continue;
      }
      if (!Arrays.equals(b, o)) {
        conflicts.add(line(key, b, o) + " " + text(t));
      } else if (t == null) {
        merged.remove(key);
      } else {
        merged.put(key, t);
      }
    }
    return conflicts;
  }

  private static Set<byte[]> union(NavigableMap<byte[], byte[]> a, NavigableMap<byte[], byte[]> b) {
    Set<byte[]> keys = new TreeSet<>(Arrays::compareUnsigned);
    keys.addAll(a.keySet());
    keys.addAll(b.keySet());
    return keys;
  }

  private static NavigableMap<byte[], byte[]> copy(NavigableMap<byte[], byte[]> model) {
    NavigableMap<byte[], byte[]> copy = Trees.model();
    copy.putAll(model);
    return copy;
  }

  private static String line(byte[] key, byte @Nullable [] a, byte @Nullable [] b) {
    return HEX.formatHex(key) + " " + text(a) + " " + text(b);
  }

  private static String text(byte @Nullable [] value) {
    return value == null ? "-" : HEX.formatHex(value) + ".";
  }
}
