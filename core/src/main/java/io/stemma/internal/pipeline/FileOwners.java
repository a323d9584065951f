package io.stemma.internal.pipeline;

import io.stemma.internal.base.Hash;
import io.stemma.internal.base.MalformedException;
import io.stemma.internal.chunks.ChunkSink;
import io.stemma.internal.chunks.ChunkSource;
import io.stemma.internal.commit.TreeNodes;
import io.stemma.internal.tree.Tree;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

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
    byte[] value = tree.get(text(path).getBytes(StandardCharsets.UTF_8));
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
    Map<String, Optional<byte[]>> values = new HashMap<>();
    changes.forEach((path, owner) -> values.put(text(path), owner.map(Hash::toBytes)));
    return TreeNodes.editTable(sink, root, values);
  }

  /** The root has no text of its own. */
  private static String text(String path) {
    return path.isEmpty() ? "/" : path;
  }
}
