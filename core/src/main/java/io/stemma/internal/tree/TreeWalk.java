package io.stemma.internal.tree;

import io.stemma.internal.base.Hash;
import io.stemma.internal.format.v1.TreeNode;
import org.jspecify.annotations.Nullable;

/**
 * A position in a tree: an item of a node of any level, with the path that leads there. Nodes are
 * read when the walk descends into them.
 */
final class TreeWalk {
  private static final byte[] FIRST = new byte[0];

  private final NodeReader reader;
  private final Hash root;
  private final TreeNode[] nodes = new TreeNode[TreeNode.MAX_LEVELS];
  private final int[] items = new int[TreeNode.MAX_LEVELS];
  private int top = -1;
  private int level = -1;
  private byte[] from = FIRST;
  private byte @Nullable [] to;

  TreeWalk(NodeReader reader, Hash root) {
    this.reader = reader;
    this.root = root;
  }

  Hash root() {
    return root;
  }

  /** Goes to the root's item that leads to the first key of a range; the walk ends behind it. */
  void begin(byte[] newFrom, byte @Nullable [] newTo) {
    from = newFrom;
    to = newTo;
    if (top < 0) {
      TreeNode node = reader.root(root);
      top = node.level();
      nodes[top] = node;
    }
    level = top;
    items[level] = nodes[level].firstAtLeast(from);
    settle();
  }

  /** Goes to the leaf's item with the first key of a range, from the nodes at hand if possible. */
  void seek(byte[] newFrom, byte @Nullable [] newTo) {
    int covering = level < 0 ? top : level;
    while (covering >= 0 && covering < top && !covers(nodes[covering], newFrom)) {
      covering++;
    }
    if (covering < 0 || covering == top) {
      begin(newFrom, newTo);
    } else {
      from = newFrom;
      to = newTo;
      level = covering;
      items[level] = nodes[level].firstAtLeast(from);
      settle();
    }
    toLeaf();
  }

  private static boolean covers(TreeNode node, byte[] key) {
    return node.compareKey(0, key) <= 0 && node.compareKey(node.size() - 1, key) >= 0;
  }

  /** The level of the item, 0 for a key with its value; -1 behind the end. */
  int level() {
    return level;
  }

  /** The node of the item. */
  TreeNode node() {
    return nodes[level];
  }

  /** The item's place in its node. */
  int item() {
    return items[level];
  }

  /** Passes over the item and all below it. */
  void advance() {
    items[level]++;
    settle();
  }

  /** Goes to the first item below the one at hand. */
  void descend() {
    int lower = level;
    while (lower < top && items[lower] == 0) {
      lower++;
    }
    TreeNode node = nodes[lower];
    int before = items[lower] - 1;
    TreeNode child =
        reader.child(
            nodes[level],
            items[level],
            node.object(),
            before < 0 ? 0 : node.keyStart(before),
            before < 0 ? 0 : node.keyEnd(before));
    level--;
    nodes[level] = child;
    items[level] = child.firstAtLeast(from);
    settle();
  }

  /** Goes to the next key. */
  void toLeaf() {
    while (level > 0) {
      descend();
    }
  }

  /** Whether the walk is before or within the same child as the item of another walk. */
  boolean isAt(TreeWalk other) {
    int its = other.level;
    return level <= its
        && its <= top
        && nodes[its].sameChild(items[its], other.nodes[its], other.items[its]);
  }

  /** Passes over the item of a level that the walk is at or within. */
  void advance(int atLevel) {
    level = atLevel;
    advance();
  }

  /** Leaves the nodes that have no item left, and ends the walk behind its range. */
  private void settle() {
    while (items[level] == nodes[level].size()) {
      if (level == top) {
        level = -1;
        return;
      }
      level++;
      items[level]++;
    }
    byte[] end = to;
    if (end == null) {
      return;
    }
    int last = level == 0 ? items[level] : items[level] - 1; // an inner item begins behind another
    if (last >= 0 && nodes[level].compareKey(last, end) >= 0) {
      level = -1;
    }
  }
}
