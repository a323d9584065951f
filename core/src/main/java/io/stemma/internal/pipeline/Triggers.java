package io.stemma.internal.pipeline;

import io.stemma.Input;
import io.stemma.Trigger;
import io.stemma.internal.base.Hash;
import io.stemma.internal.commit.FileTree;
import io.stemma.internal.commit.FirstParents;
import io.stemma.internal.commit.PathChange;
import io.stemma.internal.format.v1.FileEntry;
import io.stemma.internal.format.v1.JobRecord.InputCommit;
import io.stemma.internal.path.TreePath;
import io.stemma.internal.tree.Tree;
import java.util.Iterator;
import java.util.Optional;

/** Says whether enough has changed on the branch of an input for a job. */
record Triggers(PipelineArchive archive) {

  /**
   * Whether a change of an input causes a job.
   *
   * @param before what the results at hand were computed from; empty if there are none
   * @param now what a job would read
   */
  boolean fires(Input.Selection selection, Optional<InputCommit> before, InputCommit now) {
    if (selection.isQuiet() || before.isPresent() && before.get().equals(now)) {
      return false;
    } else if (selection.trigger().isEmpty()) {
      return true;
    }
    Trigger trigger = selection.trigger().get();
    if (!isReached(before, now, trigger.commits().orElse(1))) {
      return trigger.commits().isPresent()
          && trigger.bytes().isPresent()
          && !trigger.isBoth()
          && isReached(before, now, 1)
          && isGrown(before, now, trigger.bytes().getAsLong());
    }
    boolean enough = trigger.commits().isPresent() && !trigger.isBoth();
    return enough || isGrown(before, now, trigger.bytes().orElse(0));
  }

  private boolean isReached(Optional<InputCommit> before, InputCommit now, long commits) {
    Optional<Hash> older = before.map(InputCommit::commit);
    return new FirstParents(archive::object).between(older, now.commit(), commits).size()
        >= commits;
  }

  private boolean isGrown(Optional<InputCommit> before, InputCommit now, long bytes) {
    Hash older = before.map(InputCommit::root).orElse(Tree.EMPTY_ROOT);
    Iterator<PathChange> changes =
        new FileTree(archive.chunks(), older)
            .diff(new FileTree(archive.chunks(), now.root()), TreePath.ROOT);
    long grown = 0;
    while (grown < bytes && changes.hasNext()) {
      grown += changes.next().after().map(FileEntry::length).orElse(0L);
    }
    return grown >= bytes;
  }
}
