package io.stemma.internal.engine;

import io.stemma.Commit;
import io.stemma.internal.commit.FileTree;
import io.stemma.internal.path.TreePath;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Histories, following first parents. */
final class Histories {
  private Histories() {}

  static Stream<Commit> firstParents(StoredCommit from) {
    return Stream.iterate(
            Optional.of(from), Optional::isPresent, c -> c.flatMap(StoredCommit::firstParent))
        .map(Optional::orElseThrow);
  }

  /** The commits that changed a path. */
  static Stream<Commit> of(StoredCommit from, TreePath path) {
    return firstParents(from).filter(c -> changed((StoredCommit) c, path));
  }

  private static boolean changed(StoredCommit commit, TreePath path) {
    FileTree before =
        commit.firstParent().map(StoredCommit::tree).orElseGet(() -> commit.emptyTree());
    return before.diff(commit.tree(), path).hasNext();
  }

  /** The commits from one back, over all parents, each once. */
  static List<StoredCommit> parents(StoredCommit commit) {
    return commit.object().parents().stream().map(commit.archive()::referred).toList();
  }
}
