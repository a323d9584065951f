package io.stemma.internal.tree;

import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Joins the changes of two sides since their common base, in one pass over both. */
final class TreeMerge implements Iterator<MergeStep> {
  private final Iterator<TreeChange> ourChanges;
  private final Iterator<TreeChange> theirChanges;
  private @Nullable TreeChange our;
  private @Nullable TreeChange their;
  private @Nullable MergeStep next;

  TreeMerge(Iterator<TreeChange> ourChanges, Iterator<TreeChange> theirChanges) {
    this.ourChanges = ourChanges;
    this.theirChanges = theirChanges;
    this.our = after(ourChanges);
    this.their = after(theirChanges);
    this.next = find();
  }

  @Override
  public boolean hasNext() {
    return next != null;
  }

  @Override
  public MergeStep next() {
    MergeStep step = next;
    if (step == null) {
      throw new NoSuchElementException("nothing more to merge");
    }
    next = find();
    return step;
  }

  private @Nullable MergeStep find() {
    while (their != null) {
      TreeChange theirChange = their;
      TreeChange ourChange = our;
      int order =
          ourChange == null ? 1 : Arrays.compareUnsigned(ourChange.key(), theirChange.key());
      if (order <= 0) {
        our = after(ourChanges);
      }
      if (order >= 0) {
        their = after(theirChanges);
      }
      if (order > 0) {
        return step(theirChange, theirChange.oldValue(), false);
      }
      if (order == 0
          && ourChange != null
          && !Arrays.equals(ourChange.newValue(), theirChange.newValue())) {
        return step(theirChange, ourChange.newValue(), true);
      }
    }
    return null;
  }

  private static MergeStep step(TreeChange their, byte @Nullable [] ours, boolean conflict) {
    return new MergeStep(their.key(), their.oldValue(), ours, their.newValue(), conflict);
  }

  private static @Nullable TreeChange after(Iterator<TreeChange> changes) {
    return changes.hasNext() ? changes.next() : null;
  }
}
