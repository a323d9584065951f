package io.stemma.internal.engine;

import io.stemma.Attributes;
import io.stemma.Commit;
import io.stemma.CommitOutcomeUnknownException;
import io.stemma.Entry;
import io.stemma.Merge;
import io.stemma.MergeResolution;
import io.stemma.OperationId;
import io.stemma.internal.base.Hash;
import io.stemma.internal.chunks.WriteSession;
import io.stemma.internal.commit.ThreeWay;
import io.stemma.internal.extract.Extraction;
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
  private final OpenExtractors extractors;
  private @Nullable Commit made;
  private @Nullable Prepared prepared;

  /**
   * A merge with the attributes that extractors read from its files. Made outside of the thread
   * that commits, as it runs code of users.
   *
   * @param head the head that it goes on from
   * @param version of the definitions
   * @param session has what is not stored
   */
  private record Prepared(Hash head, Optional<Hash> version, Hash root, WriteSession session) {}

  /** The merge is to be prepared, or prepared anew. */
  private static final class UnpreparedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnpreparedException() {
      super("extractors are to be run", null, false, false);
    }
  }

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
    this.extractors = new OpenExtractors(branch.archive(), branch.repository().name());
  }

  Merge run() {
    StoredCommit head = origin.head();
    if (Ancestry.isAncestor(engine, theirs.hash(), head.hash())) {
      return new Merge(Optional.of(head), List.of());
    }
    boolean keep = false;
    try {
      commit();
      keep = true;
    } catch (Conflicted e) {
      return new Merge(Optional.empty(), e.conflicts);
    } catch (CommitOutcomeUnknownException e) {
      keep = true;
      throw e;
    } finally {
      end(keep);
    }
    return new Merge(Optional.ofNullable(made), List.of());
  }

  private void commit() {
    while (true) {
      try {
        engine.commits.run(
            id,
            "merge",
            "merge " + theirs.id().abbreviated() + " into " + origin.shown(),
            this::apply);
        return;
      } catch (UnpreparedException e) {
        end(false);
        prepare();
      }
    }
  }

  private void end(boolean keep) {
    Prepared ended = prepared;
    prepared = null;
    if (ended != null) {
      ExtractedChange.end(ended.session(), keep);
    }
  }

  /** Merges as things are now, and reads the attributes of what came in. */
  private void prepare() {
    StoredCommit head = BranchOrigin.of(branch).head();
    Optional<Hash> version = extractors.known();
    WriteSession session = engine.newSession();
    try {
      Ancestry.Fork fork = Ancestry.fork(session, head.hash(), theirs.hash());
      Hash merged = merged(session, head.object(), fork);
      Hash root =
          new Extraction(
                  extractors.ready(version),
                  session,
                  head.object().root(),
                  merged,
                  Optional.of(theirs.object().root()),
                  extractors.files(head.object()))
              .ofChanges()
              .root();
      session.prepare();
      prepared = new Prepared(head.hash(), version, root, session);
    } catch (RuntimeException | Error e) {
      session.discard();
      throw e;
    }
  }

  private void apply(StateDraft draft, WriteSession batch) {
    Hash head = origin.headIn(draft);
    origin.checkSameBranch(draft, batch, head);
    CommitObject ours = Ancestry.commit(batch, head);
    Ancestry.Fork fork = Ancestry.fork(batch, head, theirs.hash());
    Hash root = root(draft, batch, head, ours, fork);
    CommitObject commit = commit(ours, head, root, cleared(batch, fork));
    Hash hash = batch.write(Kind.COMMIT, commit.encode());
    draft.setRef(branch.ref(), RefChanges.commit(hash, root, commit.time()));
    made = new StoredCommit(branch.archive(), Operations.commitId(hash), commit);
  }

  private Hash root(
      StateDraft draft, WriteSession batch, Hash head, CommitObject ours, Ancestry.Fork fork) {
    Optional<Hash> version = extractors.in(draft);
    if (version.isEmpty()) {
      return merged(batch, ours, fork);
    }
    Prepared ready = prepared;
    if (ready == null || !ready.head().equals(head) || !ready.version().equals(version)) {
      throw new UnpreparedException();
    }
    batch.absorb(ready.session());
    return ready.root();
  }

  private Hash merged(WriteSession batch, CommitObject ours, Ancestry.Fork fork) {
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
    return root;
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
