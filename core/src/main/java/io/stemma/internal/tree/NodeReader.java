package io.stemma.internal.tree;

import io.stemma.internal.base.Hash;
import io.stemma.internal.base.MalformedException;
import io.stemma.internal.format.v1.Kind;
import io.stemma.internal.format.v1.TreeNode;
import io.stemma.internal.format.v1.TreeNodeBuilder;
import java.util.Arrays;

/** Reads nodes and checks that each is what its parent says of it. */
final class NodeReader {
  private static final byte[] EMPTY = new TreeNodeBuilder(0).toObject();

  /** The root of every tree without a key; known, so neither read nor written. */
  static final Hash EMPTY_ROOT = Kind.NODE.id(EMPTY, 0, EMPTY.length);

  private final NodeStore store;
  private final Measure measure;

  NodeReader(NodeStore store, Measure measure) {
    this.store = store;
    this.measure = measure;
  }

  TreeNode root(Hash id) {
    if (id.equals(EMPTY_ROOT)) {
      return TreeNode.decode(EMPTY.clone());
    }
    TreeNode root = read(id);
    if (root.size() < (root.level() == 0 ? 1 : 2)) {
      throw new MalformedException(
          "node " + id + " is no root: it has " + root.size() + " items at level " + root.level());
    }
    return root;
  }

  /**
   * Reads a child.
   *
   * @param lower holds from {@code from} to {@code to} the last key before the child; empty if it
   *     is the first of its level
   */
  TreeNode child(TreeNode parent, int item, byte[] lower, int from, int to) {
    Hash id = parent.childId(item);
    TreeNode child = read(id);
    if (child.level() != parent.level() - 1) {
      throw new MalformedException(
          "node " + id + " has level " + child.level() + " below level " + parent.level());
    }
    int last = child.size() - 1;
    if (last < 0 || child.compareKey(last, parent, item) != 0) {
      throw new MalformedException("node " + id + " does not end with the key that its parent has");
    }
    if (Arrays.compareUnsigned(lower, from, to, child.object(), child.keyStart(0), child.keyEnd(0))
        >= 0) {
      throw new MalformedException("node " + id + " begins before the end of the node before it");
    }
    Totals expected = new Totals(parent.childCount(item), parent.childBytes(item));
    Totals found = totals(child);
    if (!found.equals(expected)) {
      throw new MalformedException(
          "node " + id + ": its parent counts " + expected + " below it, found are " + found);
    }
    return child;
  }

  TreeNode read(Hash id) {
    byte[] object = store.read(id);
    try {
      return TreeNode.decode(object);
    } catch (MalformedException e) {
      throw new MalformedException("node " + id + ": " + e.getMessage(), e);
    }
  }

  Totals totals(TreeNode node) {
    return node.level() > 0
        ? new Totals(node.childrenCount(), node.childrenBytes())
        : leafTotals(node, 0, node.size());
  }

  /** The sums of some items of a leaf. */
  Totals leafTotals(TreeNode leaf, int from, int to) {
    byte[] object = leaf.object();
    long count = 0;
    long bytes = 0;
    for (int i = from; i < to; i++) {
      int at = leaf.keyEnd(i);
      int length = leaf.valueEnd(i) - at;
      count += measure.count(object, at, length);
      long added = measure.bytes(object, at, length);
      if (added < 0 || added > Long.MAX_VALUE - bytes) {
        throw new MalformedException("the bytes of a leaf's values overflow at item " + i);
      }
      bytes += added;
    }
    return new Totals(count, bytes);
  }

  Measure measure() {
    return measure;
  }

  NodeStore store() {
    return store;
  }
}
