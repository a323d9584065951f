package io.stemma.internal.pipeline;

import io.stemma.internal.base.Hash;
import io.stemma.internal.base.MalformedException;
import io.stemma.internal.chunks.ChunkSink;
import io.stemma.internal.chunks.ChunkSource;
import io.stemma.internal.commit.TreeNodes;
import io.stemma.internal.tree.Tree;
import io.stemma.internal.tree.TreeEdit;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which datum each file of a commit of results is of: a tree from paths to the keys of results.
 * Immutable.
 */
final class FileOwners {
  private final Tree tree;

  /** The owners of a root. */
  FileOwners(ChunkSource source, Hash root) {
    this.tree = TreeNodes.readableTable(source, root);
  }

  /** The key of the result that a file is of. */
  Optional<Hash> owner(String path) {
    byte[] value = tree.get(key(path));
    if (value != null && value.length != Hash.BYTES) {
      throw new MalformedException("a file of a datum that nobody knows: " + path);
    }
    return Optional.ofNullable(value).map(bytes -> Hash.read(bytes, 0));
  }

  /**
   * Other owners.
   *
   * @param root the owners to begin with
   * @param changes the new owners; empty for files that go
   * @return the root
   */
  static Hash edit(ChunkSink sink, Hash root, Map<String, Optional<Hash>> changes) {
    TreeMap<byte[], TreeEdit> edits = new TreeMap<>(java.util.Arrays::compareUnsigned);
    changes.forEach(
        (path, owner) -> {
          byte[] key = key(path);
          edits.put(
              key,
              owner
                  .map(each -> TreeEdit.put(key, each.toBytes()))
                  .orElseGet(() -> TreeEdit.delete(key)));
        });
    return TreeNodes.table(sink, root).edit(edits.values().iterator()).root();
  }

  /** The root has no text of its own. */
  private static byte[] key(String path) {
    return (path.isEmpty() ? "/" : path).getBytes(StandardCharsets.UTF_8);
  }
}
