package io.stemma.internal.datum;

import io.stemma.internal.base.MalformedException;
import io.stemma.internal.commit.FileTree;
import io.stemma.internal.commit.GlobWalk;
import io.stemma.internal.commit.TreeItem;
import io.stemma.internal.path.Glob;
import io.stemma.internal.path.TreePath;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * The files of a tree that say for which numbers they are valid.
 *
 * @param files their paths
 * @param problem what says so in a way that cannot be understood, if anything does
 */
record Validities(Intervals<TreePath> files, Optional<String> problem) {

  /**
   * Looks at all files that a pattern matches.
   *
   * @param repository whose files they are, for messages
   */
  static Validities of(FileTree tree, Glob glob, String repository) {
    List<Intervals.Entry<TreePath>> files = new ArrayList<>();
    String problem = "";
    int others = -1;
    Iterator<TreeItem> matches = new GlobWalk(tree, glob);
    while (matches.hasNext()) {
      TreeItem item = matches.next();
      if (item.directory()) {
        continue;
      }
      try {
        Interval.of(item.entry().orElseThrow())
            .ifPresent(interval -> files.add(new Intervals.Entry<>(interval, item.path())));
      } catch (MalformedException e) {
        if (++others == 0) {
          problem = "the validity of " + item.path() + " in " + repository + ": " + e.getMessage();
        }
      }
    }
    if (others > 0) {
      problem += "; so it is with " + others + " more of the files " + glob;
    }
    return new Validities(
        new Intervals<>(files), problem.isEmpty() ? Optional.empty() : Optional.of(problem));
  }
}
