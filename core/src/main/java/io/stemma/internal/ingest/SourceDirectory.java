package io.stemma.internal.ingest;

import io.stemma.internal.path.TreePath;
import java.nio.file.Path;
import java.util.List;

/**
 * A directory to be taken in.
 *
 * @param place where it is
 * @param relative its path within the imported directory, with slashes, as on disk
 * @param target where it goes in the tree
 * @param chain the real directories that led here, for loops of links
 */
record SourceDirectory(Path place, String relative, TreePath target, List<Path> chain) {

  Path file(String name) {
    return place.resolve(name);
  }

  /** Where a file goes in the tree. */
  TreePath path(String name) {
    return TreePath.of(target.isRoot() ? name : target.text() + "/" + name);
  }

  SourceDirectory child(String name, List<Path> itsChain) {
    String below = relative.isEmpty() ? name : relative + "/" + name;
    return new SourceDirectory(file(name), below, path(name), itsChain);
  }
}
