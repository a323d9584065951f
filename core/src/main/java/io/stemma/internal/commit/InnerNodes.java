package io.stemma.internal.commit;

import io.stemma.internal.base.Hash;
import io.stemma.internal.base.MalformedException;
import io.stemma.internal.format.v1.TreeNode;
import io.stemma.internal.format.v1.UnsupportedVersionException;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The inner nodes of a tree: whoever looks for a file passes through one of each level. */
public final class InnerNodes {
  /** Of more nodes, the lower levels are left out. */
  private static final int MAX_BYTES = 1 << 20;

  private InnerNodes() {}

  /**
   * The inner nodes from the root on, level by level.
   *
   * @param atHand gives nodes that are in memory; what is not is left out, with all below it
   * @return nodes by their ids
   */
  public static Map<Hash, byte[]> of(Hash root, Function<Hash, byte @Nullable []> atHand) {
    Map<Hash, byte[]> found = new LinkedHashMap<>();
    ArrayDeque<Hash> next = new ArrayDeque<>();
    next.add(root);
    long bytes = 0;
    for (Hash id = next.poll(); id != null && bytes < MAX_BYTES; id = next.poll()) {
      byte[] object = atHand.apply(id);
      if (object == null) {
        continue;
      }
      TreeNode node = decoded(object);
      if (node != null && node.level() > 0) {
        found.put(id, object);
        bytes += object.length;
        for (int i = 0; node.level() > 1 && i < node.size(); i++) {
          next.add(node.childId(i));
        }
      }
    }
    return found;
  }

  /** A node; null if it is none, which whoever needs it is told. */
  private static @Nullable TreeNode decoded(byte[] object) {
    try {
      return TreeNode.decode(object);
    } catch (MalformedException | UnsupportedVersionException e) {
      return null;
    }
  }
}
