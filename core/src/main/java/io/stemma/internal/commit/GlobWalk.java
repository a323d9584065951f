package io.stemma.internal.commit;

import com.google.common.collect.AbstractIterator;
import io.stemma.InvalidNameException;
import io.stemma.internal.path.Glob;
import io.stemma.internal.path.TreePath;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Walks what a pattern matches, in the order of the paths. Goes down only into directories that may
 * hold a match: at each depth only those whose name fits that part of the pattern, and where the
 * part says the name, by looking for it. Never comes to the root. For one thread.
 */
public final class GlobWalk extends AbstractIterator<TreeItem> {
  private final FileTree tree;
  private final Glob glob;
  private final FileLookup lookup;
  private final Deque<Iterator<TreeItem>> stack = new ArrayDeque<>();

  /** Begins at the root of a tree. */
  public GlobWalk(FileTree tree, Glob glob) {
    this.tree = tree;
    this.glob = glob;
    this.lookup = tree.lookup();
    stack.push(candidates(TreePath.ROOT, 0));
  }

  /** What may match directly in a directory. */
  private Iterator<TreeItem> candidates(TreePath directory, int depth) {
    Optional<String> name = glob.literal(depth);
    if (name.isEmpty()) {
      return tree.children(directory);
    }
    try {
      return lookup.item(directory.resolve(TreePath.of(name.get()))).stream().iterator();
    } catch (InvalidNameException e) {
      return Collections.emptyIterator(); // No path of a commit is like this.
    }
  }

  @Override
  protected @Nullable TreeItem computeNext() {
    while (!stack.isEmpty()) {
      if (!stack.peek().hasNext()) {
        stack.pop();
        continue;
      }
      TreeItem item = stack.peek().next();
      int depth = stack.size() - 1;
      if (!glob.matchesPart(depth, item.path().name())) {
        continue;
      }
      boolean deeper = glob.depth().isEmpty() || depth + 1 < glob.depth().get();
      if (item.directory() && deeper) {
        stack.push(candidates(item.path(), depth + 1));
      }
      if (glob.matches(item.path())) {
        return item;
      }
    }
    return endOfData();
  }
}
