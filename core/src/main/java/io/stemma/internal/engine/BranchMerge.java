package io.stemma.internal.engine;

import io.stemma.Attributes;
import io.stemma.Commit;
import io.stemma.Entry;
import io.stemma.Merge;
import io.stemma.MergeResolution;
import io.stemma.OperationId;
import io.stemma.internal.base.Hash;
import io.stemma.internal.chunks.WriteSession;
import io.stemma.internal.commit.ThreeWay;
import io.stemma.internal.format.v1.CommitObject;
import io.stemma.internal.format.v1.FileEntry;
import io.stemma.internal.format.v1.Kind;
import io.stemma.internal.log.StateDraft;
import io.stemma.internal.path.TreePath;
import io.stemma.internal.tree.Tree;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The merge of a commit into a branch. */
final class BranchMerge {
  private final OpenBranch branch;
  private final StoredCommit theirs;
  private final MergeResolution resolution;
  private final Engine engine;
  private final OperationId id = Operations.newId();
  private final BranchOrigin origin;
  private @Nullable Commit made;

  /** There are conflicts; ends the operation without a trace. */
  private static final class Conflicted extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient List<Merge.Conflict> conflicts;

    Conflicted(List<Merge.Conflict> conflicts) {
      super("conflicts", null, false, false);
      this.conflicts = conflicts;
    }
  }

  BranchMerge(OpenBranch branch, StoredCommit theirs, MergeResolution resolution) {
    this.branch = branch;
    this.theirs = theirs;
    this.resolution = resolution;
    this.engine = branch.archive().engine;
    this.origin = BranchOrigin.of(branch);
  }

  Merge run() {
    StoredCommit head = origin.head();
    if (Ancestry.isAncestor(engine, theirs.hash(), head.hash())) {
      return new Merge(Optional.of(head), List.of());
    }
    try {
      engine.commits.run(
          id,
          "merge",
          "merge " + theirs.id().abbreviated() + " into " + origin.shown(),
          this::apply);
    } catch (Conflicted e) {
      return new Merge(Optional.empty(), e.conflicts);
    }
    return new Merge(Optional.ofNullable(made), List.of());
  }

  private void apply(StateDraft draft, WriteSession batch) {
    Hash head = origin.headIn(draft);
    origin.checkSameBranch(draft, batch, head);
    CommitObject ours = Ancestry.commit(batch, head);
    Ancestry.Fork fork = Ancestry.fork(batch, head, theirs.hash());
    ThreeWay merge = new ThreeWay(batch, roots(batch, fork), ours.root(), theirs.object().root());
    List<ThreeWay.Conflict> conflicts = merge.conflicts();
    if (!conflicts.isEmpty() && resolution == MergeResolution.NONE) {
      throw new Conflicted(conflicts.stream().map(BranchMerge::conflict).toList());
    }
    Hash root = merge.merged(resolution == MergeResolution.THEIRS);
    List<String> misplaced = merge.misplaced(root);
    if (!misplaced.isEmpty()) {
      throw new Conflicted(
          misplaced.stream()
              .map(p -> new Merge.Conflict(p, Optional.empty(), Optional.empty(), Optional.empty()))
              .toList());
    }
    CommitObject commit = commit(ours, head, root, cleared(batch, fork));
    Hash hash = batch.write(Kind.COMMIT, commit.encode());
    draft.setRef(branch.ref(), RefChanges.commit(hash, root, commit.time()));
    made = new StoredCommit(branch.archive(), Operations.commitId(hash), commit);
  }

  private static List<Hash> roots(WriteSession batch, Ancestry.Fork fork) {
    return fork.bases().isEmpty()
        ? List.of(Tree.EMPTY_ROOT)
        : fork.bases().stream().map(base -> Ancestry.commit(batch, base).root()).toList();
  }

  /** The directories that were cleared by what comes in. */
  private static List<String> cleared(WriteSession batch, Ancestry.Fork fork) {
    return fork.right().stream()
        .flatMap(commit -> Ancestry.commit(batch, commit).cleared().stream())
        .distinct()
        .sorted()
        .toList();
  }

  /** The merge as a commit, no older than its parents. */
  private CommitObject commit(CommitObject ours, Hash head, Hash root, List<String> cleared) {
    Instant time =
        Stream.of(engine.options.clock().instant(), ours.time(), theirs.object().time())
            .max(Comparator.naturalOrder())
            .orElseThrow();
    return new CommitObject(
        branch.repository().name(),
        root,
        List.of(head, theirs.hash()),
        engine.options.author(),
        time,
        "merge " + theirs.id().abbreviated() + ": " + Printed.line(theirs.message()),
        Attributes.NONE,
        id.value(),
        cleared);
  }

  private static Merge.Conflict conflict(ThreeWay.Conflict conflict) {
    return new Merge.Conflict(
        conflict.path().toString(),
        entry(conflict.path(), conflict.base()),
        entry(conflict.path(), conflict.ours()),
        entry(conflict.path(), conflict.theirs()));
  }

  private static Optional<Entry> entry(TreePath path, Optional<FileEntry> file) {
    return file.map(f -> Entries.file(path, f));
  }
}
