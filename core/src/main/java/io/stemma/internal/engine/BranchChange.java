package io.stemma.internal.engine;

import io.stemma.Attributes;
import io.stemma.Commit;
import io.stemma.CommitOutcomeUnknownException;
import io.stemma.CommitSource;
import io.stemma.ConflictException;
import io.stemma.OperationId;
import io.stemma.internal.base.Hash;
import io.stemma.internal.chunks.LayeredSink;
import io.stemma.internal.chunks.WriteSession;
import io.stemma.internal.commit.InnerNodes;
import io.stemma.internal.commit.Overlay;
import io.stemma.internal.format.v1.CommitObject;
import io.stemma.internal.format.v1.Kind;
import io.stemma.internal.log.LogHead;
import io.stemma.internal.log.StateDraft;
import io.stemma.internal.pack.FrameBuilder;
import io.stemma.internal.path.TreePath;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The finished change of one branch, ready to be committed; put on top of what others committed
 * meanwhile, if need be.
 *
 * @param origin where the change began
 * @param root root of the changed tree
 * @param session what the change wrote
 * @param expected paths that must be as in the base
 * @param cleared directories that the change deleted as a whole
 * @param source from where it was made
 */
record BranchChange(
    BranchOrigin origin,
    Hash root,
    WriteSession session,
    Set<TreePath> expected,
    Set<TreePath> cleared,
    Attributes attributes,
    Optional<CommitSource> source) {
  /** Nodes that are stored already may take one byte of so many that a change writes. */
  private static final int COPIES = 8;

  /** Commits the changes of some transactions, all or nothing. */
  static List<Commit> commit(
      OpenArchive archive, String message, List<BranchTransaction> transactions) {
    return commit(archive, message, transactions, false);
  }

  /** See {@link io.stemma.Branch#extract}; the transaction has changed nothing. */
  static Commit extract(OpenArchive archive, String message, BranchTransaction transaction) {
    return commit(archive, message, List.of(transaction), true).get(0);
  }

  private static List<Commit> commit(
      OpenArchive archive, String message, List<BranchTransaction> transactions, boolean all) {
    transactions.forEach(BranchTransaction::checkWhole);
    OperationId id = Operations.newId();
    // Only what ended here: another thread may be committing the same transaction.
    List<BranchChange> changes = new ArrayList<>();
    boolean keep = false;
    try {
      for (BranchTransaction transaction : transactions) {
        changes.add(transaction.end());
      }
      for (BranchChange change : changes) {
        change.checkPlacement();
        change.session.prepare();
      }
      while (true) {
        try {
          List<Commit> made = extracted(archive, id, message, changes, all);
          keep = true;
          return made;
        } catch (ExtractedChange.OtherExtractorsException e) {
          LogHead unused = archive.engine.head(); // Knows them.
        }
      }
    } catch (CommitOutcomeUnknownException e) {
      keep = true;
      throw e;
    } finally {
      for (BranchChange change : changes) {
        ExtractedChange.end(change.session, keep);
      }
    }
  }

  /** Commits changes with what extractors say of them. */
  private static List<Commit> extracted(
      OpenArchive archive,
      OperationId id,
      String message,
      List<BranchChange> changes,
      boolean all) {
    List<ExtractedChange> extracted = new ArrayList<>();
    boolean keep = false;
    try {
      for (BranchChange change : changes) {
        extracted.add(ExtractedChange.of(archive, change, all));
      }
      if (all && extracted.stream().allMatch(ExtractedChange::isEmpty)) {
        return changes.stream().map(change -> (Commit) change.origin.head()).toList();
      }
      List<Commit> made = run(archive, id, message, extracted);
      keep = true;
      return made;
    } catch (CommitOutcomeUnknownException e) {
      keep = true;
      throw e;
    } finally {
      for (ExtractedChange each : extracted) {
        each.end(keep);
      }
    }
  }

  private static List<Commit> run(
      OpenArchive archive, OperationId id, String message, List<ExtractedChange> changes) {
    List<Commit> made = new ArrayList<>();
    List<Map<Hash, byte[]>> inner = new ArrayList<>();
    archive.engine.commits.run(
        id,
        "commit",
        message,
        (draft, batch) -> {
          made.clear();
          inner.clear();
          for (ExtractedChange each : changes) {
            StoredCommit commit = each.change().apply(archive, draft, batch, message, id, each);
            made.add(commit);
            inner.add(each.change().innerNodes(archive, commit));
          }
          // Last of all: what was taken over may be named by the entry even if this fails.
          changes.forEach(each -> each.sessions().forEach(batch::absorb));
          for (int i = 0; i < changes.size(); i++) {
            long written =
                changes.get(i).sessions().stream().mapToLong(WriteSession::written).sum();
            batch.keepBeside(inner.get(i), written / COPIES);
          }
        });
    return List.copyOf(made);
  }

  /**
   * What is worth being read together with the commit. A small change needs none of that: all that
   * it writes is in one frame.
   */
  private Map<Hash, byte[]> innerNodes(OpenArchive archive, StoredCommit commit) {
    return session.written() <= FrameBuilder.METADATA_GROUP
        ? Map.of()
        : InnerNodes.of(commit.object().root(), id -> archive.engine.chunks.atHand(Kind.NODE, id));
  }

  private void checkPlacement() {
    new Overlay(session, base().root(), root).checkPlacement();
  }

  /** The commit that the change began with. */
  CommitObject base() {
    return origin.head().object();
  }

  private StoredCommit apply(
      OpenArchive archive,
      StateDraft draft,
      WriteSession batch,
      String message,
      OperationId id,
      ExtractedChange extracted) {
    Hash head = origin.headIn(draft);
    if (!new OpenExtractors(archive, base().repository())
        .in(draft)
        .equals(extracted.extractors())) {
      throw new ExtractedChange.OtherExtractorsException();
    }
    LayeredSink sink = new LayeredSink(batch, extracted.sessions());
    CommitObject parent = base();
    Hash result = extracted.root();
    if (!head.equals(origin.head().hash())) {
      parent = Ancestry.commit(sink, head);
      Set<TreePath> others = clearedSince(draft, head, sink);
      result = onto(parent.root(), others, sink, extracted);
    }
    Instant now = archive.engine.options.clock().instant();
    CommitObject commit =
        new CommitObject(
            parent.repository(),
            result,
            List.of(head),
            archive.engine.options.author(),
            now.isBefore(parent.time()) ? parent.time() : now,
            message,
            attributes,
            id.value(),
            cleared.stream().map(TreePath::text).sorted().toList(),
            Optional.empty(),
            source);
    Hash made = batch.write(Kind.COMMIT, commit.encode());
    draft.setRef(origin.branch().ref(), RefChanges.commit(made, result, commit.time()));
    return new StoredCommit(archive, Operations.commitId(made), commit);
  }

  /** The directories that others cleared since the base. */
  private Set<TreePath> clearedSince(StateDraft draft, Hash head, LayeredSink sink) {
    Set<TreePath> found = new HashSet<>();
    Hash at = head;
    while (!at.equals(origin.head().hash())) {
      CommitObject commit = Ancestry.commit(sink, at);
      commit.cleared().forEach(path -> found.add(TreePath.of("/" + path)));
      if (commit.parents().isEmpty() || commit.time().isBefore(base().time())) {
        origin.checkSameBranch(draft, sink, head);
        break;
      }
      at = commit.parents().get(0);
    }
    return found;
  }

  private Hash onto(
      Hash theirs, Set<TreePath> clearedByOthers, LayeredSink sink, ExtractedChange extracted) {
    Overlay overlay = new Overlay(sink, base().root(), extracted.root());
    Set<TreePath> fixed = new HashSet<>(expected);
    fixed.addAll(cleared);
    fixed.addAll(extracted.read());
    List<String> conflicts = overlay.conflicts(theirs, fixed, extracted.unchanged());
    if (conflicts.isEmpty()) {
      conflicts = overlay.added(clearedByOthers);
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
            + origin.shown()
            + " was changed meanwhile, at "
            + Printed.count(conflicts.size(), "path", "paths")
            + " that this change touches or relies on, first "
            + conflicts.get(0)
            + "; begin again from its new head",
        conflicts);
  }
}
