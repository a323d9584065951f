package io.stemma.internal.tree;

import java.util.Arrays;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Moves over the keys of a tree, forward by {@link #next()} and anywhere by seeking. Reads a node
 * when it comes to it, keeps one node of each level, and stays in them where it can. For one
 * thread.
 */
public final class TreeCursor {
  private static final byte[] FIRST = new byte[0];

  private final TreeWalk walk;
  private boolean before = true;

  TreeCursor(TreeWalk walk) {
    this.walk = walk;
  }

  /** Goes to the next key, at first to the first; false if there is none. */
  public boolean next() {
    if (before) {
      return seek(FIRST);
    }
    if (walk.level() < 0) {
      return false;
    }
    walk.advance();
    walk.toLeaf();
    return walk.level() == 0;
  }

  /** Goes to the first key that is at least the given one; false if there is none. */
  public boolean seek(byte[] key) {
    return seek(key, null);
  }

  /** Goes to the first key of a range, behind whose end {@link #next()} finds no more keys. */
  public boolean seek(byte[] from, byte @Nullable [] to) {
    before = false;
    walk.seek(from, to);
    return walk.level() == 0;
  }

  /** Goes to the first key that is greater than the given one; false if there is none. */
  public boolean seekBehind(byte[] key) {
    return seek(Arrays.copyOf(key, key.length + 1));
  }

  /** A copy of the key. */
  public byte[] key() {
    requireKey();
    return walk.node().key(walk.item());
  }

  /** A copy of the value. */
  public byte[] value() {
    requireKey();
    return walk.node().value(walk.item());
  }

  private void requireKey() {
    if (walk.level() != 0) {
      throw new NoSuchElementException("the cursor is not at a key");
    }
  }
}
