package io.stemma.internal.tree;

import org.jspecify.annotations.Nullable;

/** A key that a three-way merge has to do something about. */
public final class MergeStep {
  private final byte[] key;
  private final byte @Nullable [] base;
  private final byte @Nullable [] ours;
  private final byte @Nullable [] theirs;
  private final boolean conflict;

  MergeStep(
      byte[] key,
      byte @Nullable [] base,
      byte @Nullable [] ours,
      byte @Nullable [] theirs,
      boolean conflict) {
    this.key = key;
    this.base = base;
    this.ours = ours;
    this.theirs = theirs;
    this.conflict = conflict;
  }

  /** The key. */
  public byte[] key() {
    return key;
  }

  /** Whether both sides changed the key, and not alike. */
  public boolean isConflict() {
    return conflict;
  }

  /** The same as a conflict. */
  public MergeStep asConflict() {
    return new MergeStep(key, base, ours, theirs, true);
  }

  /** The value before both changes; null if there was none. */
  public byte @Nullable [] base() {
    return base;
  }

  /** Our value; null if the key is not there. */
  public byte @Nullable [] ours() {
    return ours;
  }

  /** Their value; null if the key is not there. */
  public byte @Nullable [] theirs() {
    return theirs;
  }

  /** The edit that gives our tree their value. */
  public TreeEdit takeTheirs() {
    byte[] value = theirs;
    return value == null ? TreeEdit.delete(key) : TreeEdit.put(key, value);
  }
}
