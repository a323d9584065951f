package io.stemma.internal.engine;

import io.stemma.ArchiveOptions;
import io.stemma.Attributes;
import io.stemma.Commit;
import io.stemma.CommitOutcomeUnknownException;
import io.stemma.ConflictException;
import io.stemma.OperationId;
import io.stemma.internal.base.Hash;
import io.stemma.internal.chunks.LayeredSink;
import io.stemma.internal.chunks.WriteSession;
import io.stemma.internal.commit.Overlay;
import io.stemma.internal.format.v1.CommitObject;
import io.stemma.internal.format.v1.Kind;
import io.stemma.internal.format.v1.RefTarget;
import io.stemma.internal.log.StateDraft;
import io.stemma.internal.path.TreePath;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The finished change of one branch, ready to be committed; put on top of what others committed
 * meanwhile, if need be.
 *
 * @param ref the branch's name in the log
 * @param base the head that the change began with
 * @param root root of the changed tree
 * @param session what the change wrote
 * @param expected paths that must be as in the base
 * @param cleared directories that the change deleted as a whole
 */
record BranchChange(
    String repository,
    String branch,
    String ref,
    StoredCommit base,
    Hash root,
    WriteSession session,
    Set<TreePath> expected,
    Set<TreePath> cleared,
    Attributes attributes) {

  /** Commits the changes of some transactions, all or nothing. */
  static List<Commit> commit(
      OpenArchive archive, String message, List<BranchTransaction> transactions) {
    transactions.forEach(BranchTransaction::checkWhole);
    List<BranchChange> changes = transactions.stream().map(BranchTransaction::end).toList();
    OperationId id = Operations.newId();
    List<Commit> made = new ArrayList<>();
    boolean keep = false;
    try {
      for (BranchChange change : changes) {
        change.checkPlacement();
        change.session.prepare();
      }
      archive.engine.commits.run(
          id,
          "commit",
          message,
          (draft, batch) -> {
            made.clear();
            for (BranchChange change : changes) {
              made.add(change.apply(archive, draft, batch, message, id));
            }
            // Last, when nothing can be refused any more: who is refused takes its packs away.
            batch.absorb(changes.stream().map(BranchChange::session).toList());
          });
      keep = true;
    } catch (CommitOutcomeUnknownException e) {
      keep = true;
      throw e;
    } finally {
      for (BranchChange change : changes) {
        if (keep) {
          change.session.close();
        } else {
          change.session.discard();
        }
      }
    }
    return List.copyOf(made);
  }

  private void checkPlacement() {
    new Overlay(session, base.object().root(), root).checkPlacement();
  }

  private StoredCommit apply(
      OpenArchive archive, StateDraft draft, WriteSession batch, String message, OperationId id) {
    ArchiveOptions options = archive.engine.options;
    RefTarget target =
        draft
            .ref(ref)
            .orElseThrow(
                () ->
                    new ConflictException(
                        "branch " + repository + "/" + branch + " was deleted meanwhile",
                        List.of(repository + "/" + branch)));
    Hash head = target.commit().orElseThrow();
    LayeredSink sink = new LayeredSink(batch, session);
    CommitObject parent = base.object();
    Hash result = root;
    if (!head.equals(base.hash())) {
      parent = CommitObject.decode(sink.read(Kind.COMMIT, head));
      result = onto(head, parent.root(), sink);
    }
    Instant now = options.clock().instant();
    CommitObject commit =
        new CommitObject(
            repository,
            result,
            List.of(head),
            options.author(),
            now.isBefore(parent.time()) ? parent.time() : now,
            message,
            attributes,
            id.value(),
            cleared.stream().map(TreePath::text).sorted().toList());
    Hash made = batch.write(Kind.COMMIT, commit.encode());
    draft.setRef(ref, RefChanges.commit(made, result, commit.time()));
    return new StoredCommit(archive, Operations.commitId(made), commit);
  }

  /** The directories that others cleared since the base. */
  private Set<TreePath> clearedSince(Hash head, LayeredSink sink) {
    Set<TreePath> found = new HashSet<>();
    Hash at = head;
    while (!at.equals(base.hash())) {
      CommitObject commit = CommitObject.decode(sink.read(Kind.COMMIT, at));
      commit.cleared().forEach(path -> found.add(TreePath.of("/" + path)));
      if (commit.parents().isEmpty() || commit.time().isBefore(base.time())) {
        break;
      }
      at = commit.parents().get(0);
    }
    return found;
  }

  private Hash onto(Hash head, Hash theirs, LayeredSink sink) {
    Overlay overlay = new Overlay(sink, base.object().root(), root);
    Set<TreePath> fixed = new HashSet<>(expected);
    fixed.addAll(cleared);
    List<String> conflicts = overlay.conflicts(theirs, fixed);
    if (conflicts.isEmpty()) {
      conflicts = overlay.added(clearedSince(head, sink));
    }
    if (conflicts.isEmpty()) {
      Hash result = overlay.onto(theirs);
      List<String> misplaced = overlay.misplaced(result);
      if (misplaced.isEmpty()) {
        return result;
      }
      conflicts = misplaced;
    }
    throw new ConflictException(
        "branch "
            + repository
            + "/"
            + branch
            + " was changed meanwhile, at "
            + Printed.count(conflicts.size(), "path", "paths")
            + " that this change touches or relies on, first "
            + conflicts.get(0)
            + "; begin again from its new head",
        conflicts);
  }
}
