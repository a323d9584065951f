package io.stemma.internal.tree;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * The changes between two trees in the order of the keys. Two walks go side by side; where both
 * come to the same node, both pass over it. Otherwise the higher one descends, so that the trees
 * may differ in height and their nodes in where they end. A walk that entered a node which the
 * other is still before has passed over nothing in it: all keys there are behind what the other was
 * at.
 */
final class TreeDiff implements Iterator<TreeChange> {
  private final TreeWalk older;
  private final TreeWalk newer;
  private @Nullable TreeChange next;

  TreeDiff(TreeWalk older, TreeWalk newer, byte[] from, byte @Nullable [] to) {
    this.older = older;
    this.newer = newer;
    if (!older.root().equals(newer.root())) {
      older.begin(from, to);
      newer.begin(from, to);
      next = find();
    }
  }

  @Override
  public boolean hasNext() {
    return next != null;
  }

  @Override
  public TreeChange next() {
    TreeChange change = next;
    if (change == null) {
      throw new NoSuchElementException("no more changes");
    }
    next = find();
    return change;
  }

  private @Nullable TreeChange find() {
    while (true) {
      int level = Math.max(older.level(), newer.level());
      if (level < 0) {
        return null;
      }
      if (level > 0) {
        passOrDescend(level);
      } else {
        TreeChange change = compare();
        if (change != null) {
          return change;
        }
      }
    }
  }

  private void passOrDescend(int level) {
    TreeWalk high = older.level() == level ? older : newer;
    TreeWalk low = high == older ? newer : older;
    if (low.level() >= 0 && low.isAt(high)) {
      low.advance(level);
      high.advance(level);
      return;
    }
    if (older.level() == level) {
      older.descend();
    }
    if (newer.level() == level) {
      newer.descend();
    }
  }

  private @Nullable TreeChange compare() {
    int order;
    if (older.level() < 0) {
      order = 1;
    } else if (newer.level() < 0) {
      order = -1;
    } else {
      order = older.node().compareKey(older.item(), newer.node(), newer.item());
      if (order == 0 && older.node().sameValue(older.item(), newer.node(), newer.item())) {
        older.advance();
        newer.advance();
        return null;
      }
    }
    byte[] key = order <= 0 ? older.node().key(older.item()) : newer.node().key(newer.item());
    byte[] oldValue = order <= 0 ? older.node().value(older.item()) : null;
    byte[] newValue = order >= 0 ? newer.node().value(newer.item()) : null;
    if (order <= 0) {
      older.advance();
    }
    if (order >= 0) {
      newer.advance();
    }
    return new TreeChange(key, oldValue, newValue);
  }
}
