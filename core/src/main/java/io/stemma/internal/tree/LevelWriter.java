package io.stemma.internal.tree;

import io.stemma.internal.base.Hash;
import io.stemma.internal.format.v1.TreeBoundary;
import io.stemma.internal.format.v1.TreeNode;
import io.stemma.internal.format.v1.TreeNodeBuilder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Cuts the items of one level into nodes, and passes a reference to each to the level above. */
final class LevelWriter {
  private final int level;
  private final NodeStore store;
  private final TreeBoundary rule;
  private final TreeNodeBuilder builder;
  private @Nullable LevelWriter above;
  private long added;
  private @Nullable TreeNode old;
  private @Nullable Hash oldId;

  LevelWriter(int level, NodeStore store, TreeBoundary rule) {
    this.level = level;
    this.store = store;
    this.rule = rule;
    this.builder = new TreeNodeBuilder(level);
  }

  /** The level above, which begins to exist when it is first asked for. */
  LevelWriter above() {
    LevelWriter parent = above;
    if (parent == null) {
      if (level + 1 >= TreeNode.MAX_LEVELS) {
        throw new IllegalStateException("a tree of more than " + TreeNode.MAX_LEVELS + " levels");
      }
      parent = new LevelWriter(level + 1, store, rule);
      above = parent;
    }
    return parent;
  }

  /** A node of the old tree that is being copied: if a new one equals it, nothing is written. */
  void copying(Hash id, TreeNode node) {
    oldId = id;
    old = node;
  }

  void add(byte[] key, byte[] value, long count, long bytes) {
    builder.add(key, value, count, bytes);
    afterAdd();
  }

  /** Adds an item as it is in another node. */
  void add(TreeNode node, int item, long count, long bytes) {
    int start = node.keyStart(item);
    int end = node.keyEnd(item);
    builder.add(node.object(), start, end - start, node.valueEnd(item) - end, count, bytes);
    afterAdd();
  }

  private void afterAdd() {
    added++;
    if (builder.complete(rule)) {
      finishNode();
    }
  }

  /** Whether the last item ended a node. */
  boolean atBoundary() {
    return builder.size() == 0;
  }

  /** Whether no level above received an item. */
  boolean isTop() {
    LevelWriter parent = above;
    return parent == null || parent.added == 0 && parent.isTop();
  }

  /** Number of items that this level received. */
  long added() {
    return added;
  }

  /** The child that the last item refers to. */
  Hash lastChild() {
    return builder.lastChild();
  }

  /** Writes the node of the items at hand, and tells the level above. */
  void finishNode() {
    byte[] key = builder.lastKey();
    long count = builder.count();
    long bytes = builder.bytes();
    byte[] reference = builder.reference(write());
    builder.clear();
    above().add(key, reference, count, bytes);
  }

  /** Writes the node of the items at hand. */
  Hash write() {
    byte[] object = builder.toObject();
    TreeNode same = old;
    Hash id = oldId;
    return same != null && id != null && Arrays.equals(same.object(), object)
        ? id
        : store.write(object);
  }
}
