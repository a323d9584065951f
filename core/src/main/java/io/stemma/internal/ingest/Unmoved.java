package io.stemma.internal.ingest;

import io.stemma.MissingObjectException;
import io.stemma.internal.commit.FileTree;
import io.stemma.internal.commit.PathChange;
import io.stemma.internal.path.TreePath;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;

/**
 * Tells at which paths a tree is as an earlier import left it, without looking at each: from the
 * difference of the two trees.
 */
final class Unmoved {
  private static final int MAX_CHANGES = 10_000;

  private static final Unmoved NOTHING = new Unmoved(Optional.empty());

  private final Optional<Set<TreePath>> moved;

  private Unmoved(Optional<Set<TreePath>> moved) {
    this.moved = moved;
  }

  /**
   * Compares a tree with that of an earlier import.
   *
   * @param known what is known of the earlier import
   * @param wanted how files are taken in now
   */
  static Unmoved since(KnownFiles known, KnownBase wanted, FileTree files, TreePath target) {
    Optional<KnownBase> base = known.base();
    if (base.isEmpty() || !base.get().sameButRoot(wanted) || base.get().root().isEmpty()) {
      return NOTHING;
    }
    Set<TreePath> moved = new HashSet<>();
    try {
      Iterator<PathChange> changes = files.at(base.get().root().get()).diff(files, target);
      while (changes.hasNext()) {
        moved.add(changes.next().path());
        if (moved.size() > MAX_CHANGES) {
          return NOTHING;
        }
      }
    } catch (MissingObjectException e) {
      return NOTHING; // The earlier import was never committed, or its commit was collected.
    }
    return new Unmoved(Optional.of(moved));
  }

  /** Whether a path is as the earlier import left it; if not, it may be. */
  boolean contains(SourceDirectory directory, String name) {
    return moved.isPresent()
        && (moved.get().isEmpty() || !moved.get().contains(directory.path(name)));
  }
}
