package io.stemma.internal.engine;

import io.stemma.internal.commit.FileTree;
import io.stemma.internal.commit.TreeItem;
import io.stemma.internal.path.TreePath;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Walks what is to be exported, in the order of the keys, and tells of each directory when it is
 * entered and left. Memory grows with the depth only.
 *
 * @param <D> what a visitor knows of a directory
 */
final class ExportWalk<D> {
  /** Is told of what there is. */
  interface Visitor<D> {
    /** A directory in another one. */
    D enter(D parent, String name, TreePath path);

    /** All of a directory was told. */
    void leave(D directory);

    /** A file. */
    void file(D directory, String name, TreeItem file);
  }

  private record Level<D>(String name, D known) {}

  private final FileTree tree;
  private final TreePath from;
  private final Visitor<D> visitor;
  private final List<Level<D>> stack = new ArrayList<>();

  ExportWalk(FileTree tree, TreePath from, Visitor<D> visitor) {
    this.tree = tree;
    this.from = from;
    this.visitor = visitor;
  }

  void run(D root) {
    stack.add(new Level<>("", root));
    boolean single = tree.file(from).isPresent();
    TreePath base = single ? from.parent() : from;
    int skip = base.isRoot() ? 0 : base.text().length() + 1;
    Iterator<TreeItem> items = tree.walk(from, true);
    while (items.hasNext()) {
      TreeItem item = items.next();
      String text = item.path().text();
      if (text.length() <= skip) {
        continue; // The exported directory itself, which carries attributes.
      }
      int slash = text.lastIndexOf('/');
      int end = item.directory() ? text.length() : slash;
      descend(text, skip, end);
      if (!item.directory()) {
        visitor.file(top(), text.substring(Math.max(slash + 1, skip)), item);
      }
    }
    leaveTo(-1);
  }

  private D top() {
    return stack.get(stack.size() - 1).known();
  }

  /** Leaves and enters directories until it is in that of {@code text.substring(skip, end)}. */
  private void descend(String text, int skip, int end) {
    int depth = 0;
    int at = skip;
    // An empty part, which only a hostile archive has, is entered too, so that it is refused.
    while (at <= end) {
      int slash = text.indexOf('/', at);
      int to = slash < 0 ? end : Math.min(slash, end);
      depth++;
      boolean in =
          depth < stack.size()
              && stack.get(depth).name().length() == to - at
              && text.startsWith(stack.get(depth).name(), at);
      if (!in) {
        leaveTo(depth - 1);
        String name = text.substring(at, to);
        TreePath path = TreePath.ofKey(text.substring(0, to).getBytes(StandardCharsets.UTF_8));
        stack.add(new Level<>(name, visitor.enter(top(), name, path)));
      }
      at = to + 1;
    }
    leaveTo(depth);
  }

  private void leaveTo(int depth) {
    while (stack.size() > depth + 1) {
      visitor.leave(stack.remove(stack.size() - 1).known());
    }
  }
}
