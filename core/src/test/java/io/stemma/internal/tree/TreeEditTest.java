package io.stemma.internal.tree;

import static io.stemma.internal.tree.TreeEdit.delete;
import static io.stemma.internal.tree.TreeEdit.deleteRange;
import static io.stemma.internal.tree.TreeEdit.put;
import static io.stemma.internal.tree.Trees.ascii;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemma.internal.format.v1.TreeNode;
import java.util.List;
import java.util.NavigableMap;
import org.junit.jupiter.api.Test;

/** What a batch of edits may hold, and the limits of keys and values. */
class TreeEditTest {
  private final MemoryNodes store = new MemoryNodes();
  private final Tree empty = Tree.empty(store, Measure.VALUES);

  private Tree edit(Tree tree, TreeEdit... edits) {
    return tree.edit(List.of(edits).iterator());
  }

  private void refuse(TreeEdit... edits) {
    assertThatThrownBy(() -> edit(empty, edits)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theEmptyTreeIsNeitherReadNorWritten() {
    assertThat(empty.get(ascii("a"))).isNull();
    assertThat(empty.cursor().next()).isFalse();
    assertThat(empty.totals(ascii("a"), null)).isEqualTo(Totals.NONE);
    assertThat(edit(empty, delete(ascii("a")), deleteRange(ascii("b"), null))).isEqualTo(empty);
    Tree one = edit(empty, put(ascii("a"), ascii("1")));
    assertThat(edit(one, delete(ascii("a"))).root()).isEqualTo(Tree.EMPTY_ROOT);
    assertThat(empty.diff(one).next().newValue()).isEqualTo(ascii("1"));
    assertThat(store.nodes).hasSize(1);
  }

  @Test
  void putsInsideADeletedRangeStay() {
    Tree old = edit(empty, put(ascii("a"), ascii("1")), put(ascii("b"), ascii("2")));
    Tree tree =
        edit(
            old,
            deleteRange(ascii("a"), ascii("c")),
            put(ascii("a"), ascii("3")),
            put(ascii("aa"), ascii("4")));
    assertThat(tree.get(ascii("a"))).isEqualTo(ascii("3"));
    assertThat(tree.get(ascii("aa"))).isEqualTo(ascii("4"));
    assertThat(tree.contains(ascii("b"))).isFalse();
  }

  @Test
  void aBatchOutOfOrderIsRefused() {
    refuse(put(ascii("b"), ascii("")), put(ascii("a"), ascii("")));
    refuse(put(ascii("a"), ascii("")), delete(ascii("a")));
    refuse(put(ascii("a"), ascii("")), deleteRange(ascii("a"), ascii("b")));
    refuse(deleteRange(ascii("a"), ascii("c")), deleteRange(ascii("b"), ascii("d")));
    refuse(
        deleteRange(ascii("a"), null), put(ascii("b"), ascii("")), deleteRange(ascii("c"), null));
  }

  @Test
  void keysAndValuesHaveLimits() {
    assertThatThrownBy(() -> put(new byte[0], ascii("v")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> delete(new byte[4_201])).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> put(ascii("k"), new byte[257]))
        .isInstanceOf(IllegalArgumentException.class);
    Tree tree = edit(empty, put(new byte[4_200], new byte[256]));
    assertThat(tree.get(new byte[4_200])).hasSize(256);
  }

  @Test
  void aRootNeverHasASingleChild() {
    NodeReader reader = new NodeReader(store, Trees.MEASURE);
    int chains = 0;
    for (int keys = 20; keys < 400; keys++) {
      NavigableMap<byte[], byte[]> content = Trees.model();
      for (int i = 0; i < keys; i++) {
        content.put(ascii(String.format("key%04d", i)), new byte[4]);
      }
      Tree tree = Trees.build(Trees.empty(store, Trees.SMALL), content);
      TreeNode root = reader.root(tree.root());
      if (root.level() < 2 || reader.read(root.childId(root.size() - 1)).size() > 1) {
        continue;
      }
      chains++;
      byte[] last = root.key(root.size() - 2);
      Tree rest =
          tree.edit(content.headMap(last, true).keySet().stream().map(TreeEdit::delete).iterator());
      Tree built = Trees.build(Trees.empty(store, Trees.SMALL), content.tailMap(last, false));
      assertThat(rest).isEqualTo(built);
      assertThat(reader.root(rest.root()).level()).isLessThan(root.level() - 1);
    }
    assertThat(chains).isPositive();
  }
}
