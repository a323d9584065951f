package io.stemma.internal.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemma.internal.base.ByteWriter;
import io.stemma.internal.base.Hash;
import io.stemma.internal.base.MalformedException;
import io.stemma.internal.format.v1.ObjectHeader;
import io.stemma.internal.format.v1.TreeNode;
import io.stemma.internal.format.v1.TreeNodeBuilder;
import io.stemma.internal.format.v1.UnsupportedVersionException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NavigableMap;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nodes that are damaged, or in order and not what their parent says. */
class TreeDamageTest {
  private final MemoryNodes store = new MemoryNodes();
  private Tree tree = Trees.empty(store, Trees.SMALL);

  @BeforeEach
  void build() {
    NavigableMap<byte[], byte[]> content = Trees.model();
    for (int i = 0; i < 40; i++) {
      content.put(Trees.ascii("key" + i), Trees.bytes(new Random(i), 8));
    }
    tree = Trees.build(tree, content);
  }

  @Test
  void everyFlippedBitIsAnError() {
    for (Hash id : store.nodes.keySet().toArray(new Hash[0])) {
      byte[] good = store.read(id);
      for (int bit = 0; bit < 8 * good.length; bit++) {
        byte[] bad = good.clone();
        bad[bit / 8] ^= (byte) (1 << bit % 8);
        store.nodes.put(id, bad);
        assertThat(failure(() -> Trees.content(tree)))
            .as("bit %s of %s", bit, id)
            .isInstanceOfAny(MalformedException.class, UnsupportedVersionException.class);
      }
      store.nodes.put(id, good);
    }
  }

  @Test
  void everyShorterNodeIsAnError() {
    byte[] good = store.read(tree.root());
    for (int length = 0; length < good.length; length++) {
      store.nodes.put(tree.root(), Arrays.copyOf(good, length));
      assertThat(failure(() -> Trees.content(tree))).isInstanceOf(MalformedException.class);
    }
  }

  /** As if somebody had altered a node and mended its checksum: no other exception, no disorder. */
  @Test
  void alteredNodesWithAnIntactChecksumAreErrorsOrInOrder() {
    Random random = new Random(3);
    for (Hash id : store.nodes.keySet().toArray(new Hash[0])) {
      byte[] good = store.read(id);
      for (int at = ObjectHeader.BYTES; at < good.length; at++) {
        byte[] bad = good.clone();
        bad[at] = (byte) random.nextInt(256);
        ObjectHeader.write(bad, 0, bad.length, "NODE");
        store.nodes.put(id, bad);
        Throwable failure = failure(this::useAll);
        if (failure != null && !(failure.getMessage() + "").startsWith("no node ")) {
          assertThat(failure).as("byte %s", at).isInstanceOf(MalformedException.class);
        }
      }
      store.nodes.put(id, good);
    }
  }

  private void useAll() {
    byte[] before = new byte[0];
    for (TreeCursor cursor = tree.cursor(); cursor.next(); before = cursor.key()) {
      assertThat(Arrays.compareUnsigned(before, cursor.key())).isNegative();
    }
    tree.get(Trees.ascii("key17"));
    tree.totals(Trees.ascii("key1"), Trees.ascii("key3"));
    for (Iterator<TreeChange> i = Trees.empty(store, Trees.SMALL).diff(tree); i.hasNext(); ) {
      i.next();
    }
  }

  private static Throwable failure(Runnable runnable) {
    return org.assertj.core.api.Assertions.catchThrowable(runnable::run);
  }

  @Test
  void aNodeUnderTheIdOfAnotherIsAnError() {
    for (Hash id : store.nodes.keySet().toArray(new Hash[0])) {
      byte[] good = store.read(id);
      for (Hash other : store.nodes.keySet().toArray(new Hash[0])) {
        if (!other.equals(id) && !id.equals(tree.root())) {
          store.nodes.put(id, store.read(other));
          assertThatThrownBy(() -> Trees.content(tree)).isInstanceOf(MalformedException.class);
        }
        store.nodes.put(id, good);
      }
    }
  }

  @Test
  void sumsThatAreNotThoseOfTheChildAreErrors() {
    TreeNode root = TreeNode.decode(store.read(tree.root()));
    for (int lie = 0; lie < 2; lie++) {
      TreeNodeBuilder builder = new TreeNodeBuilder(root.level());
      for (int i = 0; i < root.size(); i++) {
        ByteWriter reference = new ByteWriter(50).hash(root.childId(i));
        reference.varint(root.childCount(i) + (i == 1 && lie == 0 ? 1 : 0));
        reference.varint(root.childBytes(i) + (i == 1 && lie == 1 ? 1 : 0));
        builder.add(root.key(i), reference.toBytes(), 0, 0);
      }
      store.nodes.put(tree.root(), builder.toObject());
      assertThatThrownBy(() -> Trees.content(tree))
          .isInstanceOf(MalformedException.class)
          .hasMessageContaining("its parent counts");
    }
  }

  @Test
  void aChildOfAnotherLevelIsAnError() {
    TreeNodeBuilder leaf = new TreeNodeBuilder(0);
    leaf.add(Trees.ascii("k"), new byte[0], 0, 0);
    TreeNodeBuilder root = new TreeNodeBuilder(2);
    Hash child = store.write(leaf.toObject());
    root.add(leaf.lastKey(), leaf.reference(child), 0, 0);
    root.add(Trees.ascii("l"), leaf.reference(child), 0, 0);
    Tree skipping = new Tree(store, Trees.MEASURE, store.write(root.toObject()));
    assertThatThrownBy(() -> skipping.get(Trees.ascii("k")))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining("has level 0 below level 2");
  }

  @Test
  void aRootWithASingleChildIsAnError() {
    TreeNodeBuilder builder = new TreeNodeBuilder(1);
    builder.add(Trees.ascii("k"), new byte[34], 0, 0);
    Hash id = store.write(builder.toObject());
    Tree chain = new Tree(store, Trees.MEASURE, id);
    assertThatThrownBy(() -> chain.get(Trees.ascii("k")))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining("is no root");
  }
}
