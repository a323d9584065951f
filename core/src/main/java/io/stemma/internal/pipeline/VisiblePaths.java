package io.stemma.internal.pipeline;

import io.stemma.internal.path.TreePath;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;

/** Files and directories that a datum may see, with all that is below them. Immutable. */
final class VisiblePaths {
  /** So many are named in a message. */
  private static final int SHOWN = 5;

  private final Set<TreePath> items;
  private final NavigableSet<String> texts = new TreeSet<>();

  VisiblePaths(Collection<TreePath> items) {
    this.items = new HashSet<>(items);
    items.forEach(item -> texts.add(item.text()));
  }

  /** Whether a path is one of them, or below one. */
  boolean contains(TreePath path) {
    for (TreePath up = path; !up.isRoot(); up = up.parent()) {
      if (items.contains(up)) {
        return true;
      }
    }
    return items.contains(TreePath.ROOT);
  }

  /** Whether a path is one of them, or above one. */
  boolean leadsTo(TreePath path) {
    return items.contains(path) || !below(path).isEmpty();
  }

  private NavigableSet<String> below(TreePath path) {
    return path.isRoot()
        ? texts
        : texts.subSet(path.text() + "/", true, path.text() + (char) ('/' + 1), false);
  }

  /** What is directly below a path that leads to some of them. */
  List<TreePath> children(TreePath path) {
    int begin = path.isRoot() ? 0 : path.text().length() + 1;
    return below(path).stream()
        .map(
            text ->
                text.indexOf('/', begin) < 0 ? text : text.substring(0, text.indexOf('/', begin)))
        .distinct()
        .map(text -> TreePath.of("/" + text))
        .toList();
  }

  Set<TreePath> items() {
    return items;
  }

  /** The first of them. */
  @Override
  public String toString() {
    List<String> shown = texts.stream().limit(SHOWN).map(text -> "/" + text).toList();
    int more = texts.size() - shown.size();
    return shown + (more > 0 ? " and " + more + " more" : "");
  }
}
