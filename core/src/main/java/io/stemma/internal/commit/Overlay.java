package io.stemma.internal.commit;

import com.google.common.collect.Iterators;
import io.stemma.AlreadyExistsException;
import io.stemma.internal.base.Hash;
import io.stemma.internal.chunks.ChunkSink;
import io.stemma.internal.path.TreePath;
import io.stemma.internal.tree.Tree;
import io.stemma.internal.tree.TreeChange;
import io.stemma.internal.tree.TreeCursor;
import io.stemma.internal.tree.TreeEdit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Puts a change on top of what others changed meanwhile. Both are differences from one base, walked
 * side by side, so the cost is that of the changes and not of the files.
 */
public final class Overlay {
  private static final int MAX_PATHS = 1000;

  private final ChunkSink sink;
  private final Tree base;
  private final Tree ours;

  /**
   * A change.
   *
   * @param base root of the tree that it began with
   * @param ours root of the tree that it made
   */
  public Overlay(ChunkSink sink, Hash base, Hash ours) {
    this.sink = sink;
    this.base = TreeNodes.writable(sink, base);
    this.ours = TreeNodes.writable(sink, ours);
  }

  /**
   * The paths on which this change and that to another tree interfere.
   *
   * @param theirs root of the tree that others made from the same base
   * @param expected paths that must be as they were, with all below them
   * @param described directories that must carry what they carried, whatever is below them
   * @return the first {@value #MAX_PATHS}, sorted
   */
  public List<String> conflicts(Hash theirs, Set<TreePath> expected, Set<TreePath> described) {
    TreeSet<String> paths = new TreeSet<>();
    Iterator<TreeChange> mine = base.diff(ours);
    Iterator<TreeChange> others = base.diff(TreeNodes.writable(sink, theirs));
    TreeChange own = mine.hasNext() ? mine.next() : null;
    while (others.hasNext() && paths.size() < MAX_PATHS) {
      TreeChange other = others.next();
      TreePath path = TreePath.ofKey(other.key());
      while (own != null && Arrays.compareUnsigned(own.key(), other.key()) < 0) {
        own = mine.hasNext() ? mine.next() : null;
      }
      boolean differently =
          own != null
              && Arrays.equals(own.key(), other.key())
              && !Arrays.equals(own.newValue(), other.newValue());
      boolean anew = isDirectory(other.key()) && described.contains(path);
      if (differently || anew || covers(expected, path)) {
        paths.add(path.toString());
      }
    }
    return List.copyOf(paths);
  }

  private static boolean isDirectory(byte[] key) {
    return key[key.length - 1] == '/';
  }

  /** The paths in some directories to which this change gives content, sorted. */
  public List<String> added(Set<TreePath> directories) {
    TreeSet<String> paths = new TreeSet<>();
    Iterator<TreeChange> mine =
        directories.isEmpty() ? Collections.emptyIterator() : base.diff(ours);
    while (mine.hasNext() && paths.size() < MAX_PATHS) {
      TreeChange own = mine.next();
      TreePath path = TreePath.ofKey(own.key());
      if (own.newValue() != null && covers(directories, path)) {
        paths.add(path.toString());
      }
    }
    return List.copyOf(paths);
  }

  private static boolean covers(Set<TreePath> paths, TreePath path) {
    if (paths.isEmpty()) {
      return false;
    }
    for (TreePath up = path; !up.isRoot(); up = up.parent()) {
      if (paths.contains(up)) {
        return true;
      }
    }
    return paths.contains(TreePath.ROOT);
  }

  /** The root of another tree with this change on top. */
  public Hash onto(Hash theirs) {
    Iterator<TreeEdit> edits =
        Iterators.transform(
            base.diff(ours),
            change -> {
              byte[] value = change.newValue();
              return value == null
                  ? TreeEdit.delete(change.key())
                  : TreeEdit.put(change.key(), value);
            });
    return TreeNodes.writable(sink, theirs).edit(edits).root();
  }

  /**
   * The new files of this change that cannot be in a tree: below another file, or where something
   * else makes a directory.
   *
   * @param result root of the tree
   * @return the first {@value #MAX_PATHS} paths, sorted
   */
  public List<String> misplaced(Hash result) {
    Tree whole = TreeNodes.writable(sink, result);
    TreeCursor cursor = whole.cursor();
    TreeCursor above = whole.cursor(); // Another one, so that each stays near its last key.
    TreeSet<String> paths = new TreeSet<>();
    TreePath goodParent = TreePath.ROOT;
    Iterator<TreeChange> changes = base.diff(ours);
    while (changes.hasNext() && paths.size() < MAX_PATHS) {
      TreeChange change = changes.next();
      if (change.oldValue() != null || change.newValue() == null) {
        continue;
      }
      TreePath path = TreePath.ofKey(change.key());
      if (isDirectory(change.key())
          ? whole.contains(path.fileKey())
          : holdsBelow(cursor, path.directoryKey())) {
        paths.add(path.toString());
      }
      TreePath parent = path.parent();
      if (!parent.equals(goodParent)) {
        List<String> files = filesAbove(above, parent);
        paths.addAll(files);
        goodParent = files.isEmpty() ? parent : goodParent;
      }
    }
    return List.copyOf(paths);
  }

  /** A range that ends would make the cursor leave the nodes at hand, which the next key needs. */
  private static boolean holdsBelow(TreeCursor cursor, byte[] directory) {
    if (!cursor.seek(directory)) {
      return false;
    }
    byte[] key = cursor.key();
    int length = directory.length;
    return key.length >= length && Arrays.equals(key, 0, length, directory, 0, length);
  }

  private static List<String> filesAbove(TreeCursor cursor, TreePath path) {
    List<String> files = new ArrayList<>();
    for (TreePath up = path; !up.isRoot(); up = up.parent()) {
      byte[] key = up.fileKey();
      if (cursor.seek(key) && Arrays.equals(cursor.key(), key)) {
        files.add(up.toString());
      }
    }
    return files;
  }

  /** Fails if this change by itself makes a file and something below it. */
  public void checkPlacement() {
    List<String> paths = misplaced(ours.root());
    if (!paths.isEmpty()) {
      throw new AlreadyExistsException(
          "a path is to be a file and a directory at once: "
              + String.join(", ", paths.subList(0, Math.min(10, paths.size()))));
    }
  }
}
