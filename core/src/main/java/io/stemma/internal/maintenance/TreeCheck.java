package io.stemma.internal.maintenance;

import io.stemma.DamageException;
import io.stemma.internal.base.Hash;
import io.stemma.internal.commit.FileTree;
import io.stemma.internal.commit.PathChange;
import io.stemma.internal.format.v1.CommitObject;
import io.stemma.internal.format.v1.FileEntry;
import io.stemma.internal.path.TreePath;
import io.stemma.internal.tree.Tree;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Checks what each commit changed against its first parent: every node that the parent does not
 * have, and the content of every file that no parent has. Since each commit is checked so, all
 * trees are, at a cost that grows with the changes; nothing need be remembered.
 */
final class TreeCheck {
  private final Holdings holdings;
  private final ContentCheck content;
  private final Function<Hash, Optional<CommitObject>> commits;
  private long files;
  private Optional<DamageException> failure = Optional.empty();

  TreeCheck(
      Holdings holdings, ContentCheck content, Function<Hash, Optional<CommitObject>> commits) {
    this.holdings = holdings;
    this.content = content;
    this.commits = commits;
  }

  /** Whether everything that a commit changed can be read. */
  boolean check(CommitObject commit) {
    List<FileTree> before = new ArrayList<>();
    for (Hash parent : commit.parents()) {
      Hash root = commits.apply(parent).map(CommitObject::root).orElse(Tree.EMPTY_ROOT);
      before.add(new FileTree(holdings.source(), root));
    }
    if (before.isEmpty()) {
      before.add(new FileTree(holdings.source(), Tree.EMPTY_ROOT));
    }
    try {
      return changes(before, new FileTree(holdings.source(), commit.root()));
    } catch (DamageException e) {
      failure = failure.or(() -> Optional.of(e));
      return false;
    }
  }

  private boolean changes(List<FileTree> before, FileTree after) {
    boolean ok = true;
    Iterator<PathChange> changes = before.get(0).diff(after, TreePath.ROOT);
    List<FileTree> others = before.subList(1, before.size());
    while (changes.hasNext()) {
      PathChange change = changes.next();
      Optional<FileEntry> now = change.after();
      if (now.isEmpty() || change.directory() || taken(others, change.path(), now)) {
        continue;
      }
      files++;
      boolean sameContent =
          change.before().isPresent() && change.before().get().sameContent(now.get());
      ok &= sameContent || content.check(now.get(), fault -> {});
    }
    return ok;
  }

  private static boolean taken(List<FileTree> others, TreePath path, Optional<FileEntry> now) {
    for (FileTree other : others) {
      if (other.file(path).equals(now)) {
        return true;
      }
    }
    return false;
  }

  /** How many versions of files there are. */
  long files() {
    return files;
  }

  /** The first error that ended the check of a commit. */
  Optional<DamageException> failure() {
    return failure;
  }
}
