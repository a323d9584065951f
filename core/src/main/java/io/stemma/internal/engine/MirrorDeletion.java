package io.stemma.internal.engine;

import io.stemma.internal.commit.StagedTree;
import io.stemma.internal.commit.TreeItem;
import io.stemma.internal.path.TreePath;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Set;

/** Deletes the files of a transaction that are not in an imported directory. */
final class MirrorDeletion {
  private final StagedTree staged;
  private final Path directory;
  private final TreePath target;
  private final Set<TreePath> renamed;

  /**
   * Deletes below a target.
   *
   * @param renamed paths that have another name on disk
   */
  MirrorDeletion(StagedTree staged, Path directory, TreePath target, Set<TreePath> renamed) {
    this.staged = staged;
    this.directory = directory;
    this.target = target;
    this.renamed = renamed;
  }

  void run() {
    Iterator<TreeItem> files = staged.files().walk(target, false);
    while (files.hasNext()) {
      TreePath path = files.next().path();
      if (!isThere(path)) {
        staged.delete(path);
      }
    }
  }

  private boolean isThere(TreePath path) {
    for (TreePath renamedPath : renamed) {
      if (renamedPath.contains(path)) {
        return true;
      }
    }
    String below = path.rebase(target, TreePath.ROOT).text();
    return Files.exists(directory.resolve(below), LinkOption.NOFOLLOW_LINKS);
  }
}
