package io.stemma.internal.pipeline;

import io.stemma.internal.base.Hash;
import io.stemma.internal.commit.FileTree;
import io.stemma.internal.commit.PathChange;
import io.stemma.internal.format.v1.CommitObject;
import io.stemma.internal.path.TreePath;
import io.stemma.internal.tree.Tree;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Looks for the commits that brought paths as they are, for many paths in one walk back. */
final class Origins {
  /** So many paths are looked at one by one; of more, all that a commit changed. */
  private static final int FEW = 8;

  private Origins() {}

  /**
   * The newest commits that changed paths, following first parents. The root comes from the commit
   * itself.
   */
  static Map<TreePath, Hash> of(
      PipelineArchive archive,
      Function<Hash, CommitObject> objects,
      Hash commit,
      Set<TreePath> paths) {
    Map<TreePath, Hash> origins = new LinkedHashMap<>();
    Set<TreePath> left = new LinkedHashSet<>(paths);
    if (left.remove(TreePath.ROOT)) {
      origins.put(TreePath.ROOT, commit);
    }
    Hash at = commit;
    while (!left.isEmpty()) {
      CommitObject object = objects.apply(at);
      boolean first = object.parents().isEmpty();
      Hash before = first ? Tree.EMPTY_ROOT : objects.apply(object.parents().get(0)).root();
      FileTree tree = new FileTree(archive.chunks(), object.root());
      Set<TreePath> changed =
          first ? new LinkedHashSet<>(left) : changed(tree.at(before), tree, left);
      for (TreePath path : changed) {
        origins.put(path, at);
        left.remove(path);
      }
      if (!left.isEmpty()) {
        at = object.parents().get(0);
      }
    }
    return origins;
  }

  private static Set<TreePath> changed(FileTree before, FileTree after, Set<TreePath> paths) {
    Set<TreePath> changed = new LinkedHashSet<>();
    if (before.root().equals(after.root())) {
      return changed;
    } else if (paths.size() <= FEW) {
      paths.stream().filter(path -> before.diff(after, path).hasNext()).forEach(changed::add);
      return changed;
    }
    Iterator<PathChange> changes = before.diff(after, TreePath.ROOT);
    while (changes.hasNext()) {
      String text = changes.next().path().text();
      for (int end = text.length(); end > 0; end = text.lastIndexOf('/', end - 1)) {
        TreePath above = TreePath.of("/" + text.substring(0, end));
        if (paths.contains(above)) {
          changed.add(above);
        }
      }
    }
    return changed;
  }
}
