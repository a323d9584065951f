package io.stemma.internal.tree;

import io.stemma.internal.base.Hash;
import io.stemma.internal.format.v1.Kind;
import java.util.HashMap;
import java.util.Map;

/** Nodes in memory; counts what is asked of it, and checks nothing. */
final class MemoryNodes implements NodeStore {
  final Map<Hash, byte[]> nodes = new HashMap<>();
  int reads;
  int writes;

  @Override
  public byte[] read(Hash id) {
    reads++;
    byte[] node = nodes.get(id);
    if (node == null) {
      throw new IllegalStateException("no node " + id);
    }
    return node;
  }

  @Override
  public Hash write(byte[] node) {
    writes++;
    Hash id = Kind.NODE.id(node, 0, node.length);
    nodes.put(id, node);
    return id;
  }

  void resetCounts() {
    reads = 0;
    writes = 0;
  }
}
