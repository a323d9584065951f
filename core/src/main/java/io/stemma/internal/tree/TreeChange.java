package io.stemma.internal.tree;

import org.jspecify.annotations.Nullable;

/** A key whose value differs between two trees. */
public final class TreeChange {
  private final byte[] key;
  private final byte @Nullable [] oldValue;
  private final byte @Nullable [] newValue;

  TreeChange(byte[] key, byte @Nullable [] oldValue, byte @Nullable [] newValue) {
    this.key = key;
    this.oldValue = oldValue;
    this.newValue = newValue;
  }

  /** The key. */
  public byte[] key() {
    return key;
  }

  /** The value in the older tree; null if the key was added. */
  public byte @Nullable [] oldValue() {
    return oldValue;
  }

  /** The value in the newer tree; null if the key was deleted. */
  public byte @Nullable [] newValue() {
    return newValue;
  }
}
