package io.stemma.internal.tree;

import java.util.Arrays;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** The edits of a batch in order, one looked ahead, and the range being deleted. */
final class EditQueue {
  private final Iterator<TreeEdit> edits;
  private @Nullable TreeEdit next;
  private byte @Nullable [] rangeEnd;
  private boolean inRange;

  EditQueue(Iterator<TreeEdit> edits) {
    this.edits = edits;
    next = edits.hasNext() ? edits.next() : null;
  }

  /** The next edit that was not taken yet. */
  @Nullable TreeEdit peek() {
    return next;
  }

  /** Takes the next edit; a range becomes the range being deleted. */
  TreeEdit take() {
    TreeEdit taken = next;
    if (taken == null) {
      throw new IllegalStateException("no edit is left");
    }
    if (taken.isRange()) {
      inRange = true;
      rangeEnd = taken.end();
    }
    next = edits.hasNext() ? edits.next() : null;
    if (next != null) {
      checkOrder(taken, next);
    }
    return taken;
  }

  private void checkOrder(TreeEdit before, TreeEdit edit) {
    int order = Arrays.compareUnsigned(before.key(), edit.key());
    if (order > 0 || order == 0 && (!before.isRange() || edit.isRange())) {
      throw new IllegalArgumentException(
          "the edits of a batch must ascend by key, one for each key, a range before its first key");
    }
    if (edit.isRange() && deletes(edit.key())) {
      throw new IllegalArgumentException("the ranges that a batch deletes must not overlap");
    }
  }

  /** Whether the next edit's key is at most a given key of a node. */
  boolean anyUpTo(byte[] key, int from, int to) {
    TreeEdit edit = next;
    return edit != null
        && Arrays.compareUnsigned(edit.key(), 0, edit.key().length, key, from, to) <= 0;
  }

  /** Takes a range that begins at or before every key behind {@code lower}. */
  void openRange(byte[] key, int from, int to) {
    TreeEdit edit = next;
    if (edit != null && edit.isRange() && anyUpTo(key, from, to)) {
      take();
    }
  }

  /** Whether a key, not below any edit taken, lies in the range being deleted. */
  boolean deletes(byte[] key, int from, int to) {
    byte[] end = rangeEnd;
    return inRange
        && (end == null || Arrays.compareUnsigned(key, from, to, end, 0, end.length) < 0);
  }

  private boolean deletes(byte[] key) {
    return deletes(key, 0, key.length);
  }
}
