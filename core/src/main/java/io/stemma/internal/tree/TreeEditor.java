package io.stemma.internal.tree;

import io.stemma.internal.base.Hash;
import io.stemma.internal.format.v1.TreeBoundary;
import io.stemma.internal.format.v1.TreeNode;
import java.util.Iterator;

/**
 * Makes a new tree of an old one and a batch of edits in one pass from left to right.
 *
 * <p>The items of every level go through a {@link LevelWriter}, which cuts them anew. A subtree of
 * the old tree goes in as a whole where no edit lies in it and all levels below it are at a
 * boundary: as boundaries depend on a node's own items only, cutting its items again would give the
 * same nodes. The last node of a level, which may end without a boundary, stays whole only if no
 * edit follows. In memory are one old and one new node of each level.
 */
final class TreeEditor {
  private static final byte[] NOTHING = new byte[0];

  private final NodeReader reader;
  private final EditQueue edits;
  private final LevelWriter[] levels = new LevelWriter[TreeNode.MAX_LEVELS];

  TreeEditor(NodeReader reader, TreeBoundary rule, Iterator<TreeEdit> batch) {
    this.reader = reader;
    this.edits = new EditQueue(batch);
    levels[0] = new LevelWriter(0, reader.store(), rule);
  }

  /** The root of the edited tree. */
  Hash edit(Hash root) {
    if (edits.peek() == null) {
      return root;
    }
    copy(root, reader.root(root), NOTHING, 0, 0, true);
    while (edits.peek() != null) {
      takeEdit();
    }
    return finish();
  }

  /** Copies what stays of a node whose keys are all behind {@code lower}, with the edits in it. */
  private void copy(
      Hash id, TreeNode node, byte[] lower, int lowerFrom, int lowerTo, boolean last) {
    level(node.level()).copying(id, node);
    if (node.level() == 0) {
      copyLeaf(node);
      return;
    }
    byte[] before = lower;
    int from = lowerFrom;
    int to = lowerTo;
    for (int i = 0; i < node.size(); i++) {
      copyChild(node, i, before, from, to, last && i == node.size() - 1);
      before = node.object();
      from = node.keyStart(i);
      to = node.keyEnd(i);
    }
  }

  private void copyChild(TreeNode node, int i, byte[] lower, int from, int to, boolean last) {
    edits.openRange(lower, from, to);
    byte[] object = node.object();
    int key = node.keyStart(i);
    int keyEnd = node.keyEnd(i);
    boolean edited = last ? edits.peek() != null : edits.anyUpTo(object, key, keyEnd);
    if (edits.deletes(object, key, keyEnd)) {
      while (edits.anyUpTo(object, key, keyEnd)) {
        takeEdit();
      }
    } else if (edited || edits.deletes(lower, from, to) || !inStep(node.level())) {
      copy(node.childId(i), reader.child(node, i, lower, from, to), lower, from, to, last);
    } else {
      level(node.level()).add(node, i, node.childCount(i), node.childBytes(i));
    }
  }

  private void copyLeaf(TreeNode leaf) {
    byte[] object = leaf.object();
    for (int i = 0; i < leaf.size(); i++) {
      int key = leaf.keyStart(i);
      int keyEnd = leaf.keyEnd(i);
      boolean replaced = false;
      while (edits.anyUpTo(object, key, keyEnd)) {
        TreeEdit edit = takeEdit();
        replaced = !edit.isRange() && leaf.compareKey(i, edit.key()) == 0;
      }
      if (!replaced && !edits.deletes(object, key, keyEnd)) {
        int length = leaf.valueEnd(i) - keyEnd;
        Measure measure = reader.measure();
        levels[0].add(
            leaf, i, measure.count(object, keyEnd, length), measure.bytes(object, keyEnd, length));
      }
    }
  }

  private TreeEdit takeEdit() {
    TreeEdit edit = edits.take();
    byte[] value = edit.value();
    if (value != null) {
      Measure measure = reader.measure();
      int count = measure.count(value, 0, value.length);
      levels[0].add(edit.key(), value, count, measure.bytes(value, 0, value.length));
    }
    return edit;
  }

  private LevelWriter level(int level) {
    LevelWriter writer = levels[level];
    if (writer == null) {
      writer = level(level - 1).above();
      levels[level] = writer;
    }
    return writer;
  }

  /** Whether all levels below one are at a boundary. */
  private boolean inStep(int level) {
    for (int i = 0; i < level; i++) {
      if (!level(i).atBoundary()) {
        return false;
      }
    }
    return true;
  }

  /** Ends the last node of each level, up to the level that has one node only: the root. */
  private Hash finish() {
    for (int i = 0; ; i++) {
      LevelWriter writer = level(i);
      boolean open = !writer.atBoundary();
      if (writer.isTop()) {
        if (!open) {
          return NodeReader.EMPTY_ROOT;
        }
        return i > 0 && writer.added() == 1 ? withoutChain(writer.lastChild()) : writer.write();
      }
      if (open) {
        writer.finishNode();
      }
    }
  }

  /** A subtree left alone may begin with nodes of a single child, which a root never has. */
  private Hash withoutChain(Hash only) {
    Hash id = only;
    for (TreeNode node = reader.read(id);
        node.level() > 0 && node.size() == 1;
        node = reader.read(id)) {
      id = node.childId(0);
    }
    return id;
  }
}
