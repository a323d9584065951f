package io.stemma.internal.pipeline;

import io.stemma.internal.commit.FileTree;
import io.stemma.internal.commit.PathChange;
import io.stemma.internal.path.TreePath;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * The files of a tree that are the same in another one. Holds the paths of those that are not,
 * which are found where nodes of the trees differ.
 */
final class SameFiles implements Marked {
  private final FileTree read;
  private final TreePath asked;

  /** Files of the tree that the other has not, or otherwise; sorted. */
  private final List<String> others = new ArrayList<>();

  private SameFiles(FileTree read, FileTree version, TreePath asked) {
    this.read = read;
    this.asked = asked;
    Iterator<PathChange> changes = read.diff(version, asked);
    while (changes.hasNext()) {
      PathChange change = changes.next();
      if (!change.directory() && change.before().isPresent()) {
        others.add(change.path().text());
      }
    }
    Collections.sort(others);
  }

  /**
   * Compares what two trees have at a path.
   *
   * @param read whose files count
   * @return empty if there is none that is the same
   */
  static Optional<Marked> of(FileTree read, FileTree version, TreePath asked) {
    SameFiles same = new SameFiles(read, version, asked);
    return same.touches(asked) ? Optional.of(same) : Optional.empty();
  }

  @Override
  public boolean touches(TreePath path) {
    if (!asked.contains(path) && !path.contains(asked)) {
      return false;
    }
    TreePath both = path.contains(asked) ? asked : path;
    if (read.file(both).isPresent()) {
      return Collections.binarySearch(others, both.text()) < 0;
    }
    return read.totals(both).count() > othersBelow(both);
  }

  private int othersBelow(TreePath directory) {
    return directory.isRoot()
        ? others.size()
        : before(directory.text() + (char) ('/' + 1)) - before(directory.text() + "/");
  }

  /** How many are before a text that none of them is. */
  private int before(String text) {
    int found = Collections.binarySearch(others, text);
    return found < 0 ? -(found + 1) : found;
  }
}
