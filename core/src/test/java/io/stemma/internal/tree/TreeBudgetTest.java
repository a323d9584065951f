package io.stemma.internal.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How many nodes are read and written in a tree of a million keys. */
class TreeBudgetTest {
  private static final int KEYS = 1_000_000;
  private static final int DEPTH = 3;
  private static final MemoryNodes STORE = new MemoryNodes();
  private static Tree tree = Tree.empty(STORE, Measure.VALUES);

  private final Random random = new Random(1);

  @BeforeAll
  static void build() {
    tree = tree.edit(IntStream.range(0, KEYS).mapToObj(i -> put(key(i), i)).iterator());
    assertThat(STORE.writes).isEqualTo(STORE.nodes.size()).isLessThan(9_000);
    assertThat(tree.totals().count()).isEqualTo(KEYS);
  }

  @BeforeEach
  void resetCounts() {
    STORE.resetCounts();
  }

  private static byte[] key(int i) {
    return Trees.ascii(String.format("/%05d/ch%03d.f64", i / 100, i % 100));
  }

  private static TreeEdit put(byte[] key, int seed) {
    return TreeEdit.put(key, Trees.bytes(new Random(seed), 48));
  }

  private static Tree edit(TreeEdit... edits) {
    return tree.edit(List.of(edits).iterator());
  }

  @Test
  void lookupReadsOneNodeALevel() {
    assertThat(tree.get(key(654_321))).hasSize(48);
    assertThat(STORE.reads).isEqualTo(DEPTH);
  }

  @Test
  void replacingAValueWritesOneNodeALevel() {
    for (int i = 0; i < 200; i++) {
      STORE.resetCounts();
      edit(put(key(random.nextInt(KEYS)), -i));
      assertThat(STORE.writes).isEqualTo(DEPTH);
      assertThat(STORE.reads).isEqualTo(DEPTH);
    }
  }

  @Test
  void addingOrDeletingAKeyWritesFewNodesMore() {
    int most = 0;
    for (int i = 0; i < 1000; i++) {
      int before = STORE.writes;
      byte[] key = key(random.nextInt(KEYS));
      edit(
          i % 2 == 0
              ? TreeEdit.delete(key)
              : put(Trees.ascii(new String(key, StandardCharsets.US_ASCII) + "x"), i));
      most = Math.max(most, STORE.writes - before);
    }
    assertThat(STORE.writes).isLessThan(1000 * DEPTH * 11 / 10);
    assertThat(STORE.reads).isLessThan(1000 * DEPTH * 11 / 10);
    assertThat(most).isLessThanOrEqualTo(DEPTH + 12);
  }

  @Test
  void editsWithoutEffectWriteNothing() {
    TreeEdit same = put(key(4_711), 4_711);
    assertThat(edit(same, TreeEdit.delete(Trees.ascii("/zzz")))).isEqualTo(tree);
    assertThat(STORE.writes).isZero();
    assertThat(STORE.reads).isLessThanOrEqualTo(2 * DEPTH);
  }

  @Test
  void appendingTouchesTheRightEdgeOnly() {
    Tree longer = edit(put(Trees.ascii("zzz"), 1));
    assertThat(STORE.reads).isEqualTo(DEPTH);
    assertThat(STORE.writes).isLessThanOrEqualTo(DEPTH + 2);
    assertThat(longer.totals().count()).isEqualTo(KEYS + 1);
  }

  @Test
  void aRangeIsDeletedWithoutReadingWhatIsInIt() {
    Tree rest = edit(TreeEdit.deleteRange(key(1_234), key(876_543)));
    assertThat(STORE.reads).isLessThanOrEqualTo(8 * DEPTH);
    assertThat(STORE.writes).isLessThanOrEqualTo(8 * DEPTH);
    assertThat(rest.totals().count()).isEqualTo(KEYS - (876_543 - 1_234));
    assertThat(edit(TreeEdit.deleteRange(new byte[0], null)).root()).isEqualTo(Tree.EMPTY_ROOT);
  }

  @Test
  void sumsOfARangeReadTwoPaths() {
    assertThat(tree.totals(key(1_234), key(876_543)))
        .isEqualTo(new Totals(876_543 - 1_234, 48L * (876_543 - 1_234)));
    assertThat(STORE.reads).isEqualTo(2 * DEPTH);
  }

  @Test
  void aCursorStaysInTheNodesAtHand() {
    TreeCursor cursor = tree.cursor();
    for (int i = 0; i < 100; i++) {
      assertThat(cursor.seek(key(500_000 + i))).isTrue();
    }
    assertThat(STORE.reads).isLessThanOrEqualTo(DEPTH + 2);
  }

  @Test
  void diffOfTenChangesReadsFiftyNodes() {
    int reads = 0;
    for (int round = 0; round < 20; round++) {
      NavigableMap<byte[], byte[]> values = Trees.model();
      while (values.size() < 10) {
        values.put(key(random.nextInt(KEYS)), Trees.bytes(random, 48));
      }
      Tree newer = Trees.build(tree, values);
      STORE.resetCounts();
      assertThat(size(tree.diff(newer))).isEqualTo(10);
      assertThat(STORE.reads).isLessThanOrEqualTo(50);
      reads += STORE.reads;
    }
    assertThat(reads).isLessThanOrEqualTo(20 * 42);
    STORE.resetCounts();
    assertThat(size(tree.diff(tree))).isZero();
    assertThat(STORE.reads).isZero();
  }

  @Test
  void diffInARangeReadsNothingElse() {
    Tree newer = edit(put(key(1_000), -1), put(key(500_000), -1), put(key(900_000), -1));
    STORE.resetCounts();
    assertThat(size(tree.diff(newer, key(499_999), key(500_100)))).isEqualTo(1);
    assertThat(STORE.reads).isLessThanOrEqualTo(2 * DEPTH);
  }

  private static int size(Iterator<TreeChange> changes) {
    int size = 0;
    for (; changes.hasNext(); changes.next()) {
      size++;
    }
    return size;
  }
}
