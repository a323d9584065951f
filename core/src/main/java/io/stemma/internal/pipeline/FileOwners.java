package io.stemma.internal.pipeline;

import io.stemma.internal.base.ByteReader;
import io.stemma.internal.base.Hash;
import io.stemma.internal.base.MalformedException;
import io.stemma.internal.chunks.ChunkSink;
import io.stemma.internal.chunks.ChunkSource;
import io.stemma.internal.commit.TreeNodes;
import io.stemma.internal.path.TreePath;
import io.stemma.internal.tree.Tree;
import io.stemma.internal.tree.TreeCursor;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

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

  /** How many paths have an owner. */
  long size() {
    return tree.totals().count();
  }

  /** The key of the result that a file is of. */
  Optional<Hash> owner(String path) {
    byte[] value = tree.get(text(path).getBytes(StandardCharsets.UTF_8));
    return Optional.ofNullable(value).map(bytes -> key(path, bytes));
  }

  private static Hash key(String path, byte[] value) {
    if (value.length != Hash.BYTES) {
      throw new MalformedException("a file of a datum that nobody knows: " + path);
    }
    return Hash.read(value, 0);
  }

  /**
   * A path and its owner.
   *
   * @param path without leading slash; of a file, or of a directory that a datum gave attributes
   * @param key of the result that it is of
   */
  record Owned(String path, Hash key) {
    private static Owned of(byte[] text, byte[] value) {
      String path = ByteReader.utf8(text, 0, text.length);
      return new Owned(path.equals("/") ? "" : path, FileOwners.key(path, value));
    }
  }

  /** All paths that have an owner, in the order of their bytes. */
  Iterator<Owned> all() {
    return tree.items(Owned::of);
  }

  /** Looks at one path after the other; cheap where they are neighbours. For one thread. */
  final class Lookup {
    private final TreeCursor cursor = tree.cursor();

    /** Whether something holds for the owner of a path, or of one below it. */
    boolean any(TreePath path, Predicate<Owned> holds) {
      byte[] own = path.fileKey();
      if (cursor.seek(own)
          && Arrays.equals(cursor.key(), own)
          && holds.test(Owned.of(cursor.key(), cursor.value()))) {
        return true;
      }
      boolean at =
          path.isRoot() ? cursor.seek(own) : cursor.seek(path.directoryKey(), path.directoryEnd());
      while (at && !holds.test(Owned.of(cursor.key(), cursor.value()))) {
        at = cursor.next();
      }
      return at;
    }
  }

  Lookup lookup() {
    return new Lookup();
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
