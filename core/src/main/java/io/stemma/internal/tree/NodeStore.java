package io.stemma.internal.tree;

import io.stemma.internal.base.Hash;

/** Where a tree's nodes are kept. Failures are unchecked and pass through the tree. */
public interface NodeStore {
  /** The whole encoded node of an id, verified against it. The tree never changes the array. */
  byte[] read(Hash id);

  /**
   * Keeps an encoded node, which the tree does not change any more.
   *
   * @return its id: {@code Kind.NODE.id(node, 0, node.length)}
   */
  Hash write(byte[] node);
}
