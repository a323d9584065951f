package io.stemma.internal.engine;

import io.stemma.CommitOutcomeUnknownException;
import io.stemma.Operation;
import io.stemma.OperationId;
import io.stemma.ReadOnlyArchiveException;
import io.stemma.StorageException;
import io.stemma.internal.base.Hash;
import io.stemma.internal.chunks.WriteSession;
import io.stemma.internal.chunks.Written;
import io.stemma.internal.commit.RefTable;
import io.stemma.internal.format.v1.ArchiveState;
import io.stemma.internal.format.v1.IndexRow;
import io.stemma.internal.format.v1.Kind;
import io.stemma.internal.format.v1.OperationRecord;
import io.stemma.internal.format.v1.PackId;
import io.stemma.internal.format.v1.PackTable;
import io.stemma.internal.format.v1.RecentPack;
import io.stemma.internal.format.v1.RefMove;
import io.stemma.internal.format.v1.TreeRef;
import io.stemma.internal.log.BatchHook;
import io.stemma.internal.log.CommitFailedException;
import io.stemma.internal.log.CommitInterruptedException;
import io.stemma.internal.log.CommitOutcome;
import io.stemma.internal.log.CommitUnknownException;
import io.stemma.internal.log.Committed;
import io.stemma.internal.log.GroupCommitter;
import io.stemma.internal.log.LogException;
import io.stemma.internal.log.LogHead;
import io.stemma.internal.log.RefLookup;
import io.stemma.internal.log.StateDraft;
import io.stemma.internal.tree.Tree;
import io.stemma.storage.ReadOnlyStoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Commits operations: gives those that share an entry one session for what they write, and the
 * entry the packs and index objects that came of it.
 */
final class Commits implements AutoCloseable {
  /** So many refs travel in an entry; more go into the tree of refs. */
  private static final int MAX_OWN_REFS = 48;

  private final Engine engine;
  private final GroupCommitter committer;

  // Used by the committer's thread only.
  private @Nullable StateDraft draft;
  private @Nullable WriteSession batch;

  Commits(Engine engine) {
    this.engine = engine;
    this.committer = new GroupCommitter(engine.log, new Hook(), engine.options.commitDeadline());
  }

  private final class Hook implements BatchHook {
    @Override
    public RefLookup refs() {
      return (tree, ref) -> RefTable.find(engine.chunks, tree, ref);
    }

    @Override
    public void beforeEntry(
        LogHead base, StateDraft next, List<io.stemma.internal.log.Operation> applied)
        throws IOException {
      write(next);
    }
  }

  /** What an operation does to the state. */
  interface Change {
    /**
     * Checks that the change fits, and makes it.
     *
     * @param batch takes what the change writes
     */
    void apply(StateDraft draft, WriteSession batch);
  }

  /** Commits a change under a new id. */
  Operation run(String type, String message, Change change) {
    return run(Operations.newId(), type, message, change);
  }

  /** Commits a change. */
  Operation run(OperationId id, String type, String message, Change change) {
    engine.checkWritable(type);
    Pending pending = new Pending(id, type, message, change);
    pending.record(
        List.of()); // Fails for a text that the log does not take, before anything is done.
    Committed committed = submit(pending);
    engine.snapshots.saw(committed.head());
    engine.news.saw(committed.head().sequence());
    engine.compaction.committed(committed.head());
    return Operations.find(committed.head(), id)
        .orElseThrow(() -> new IllegalStateException("operation " + id + " left no trace"));
  }

  private Committed submit(Pending pending) {
    try {
      return committer.submit(pending);
    } catch (CommitUnknownException e) {
      throw new CommitOutcomeUnknownException(new OperationId(e.operationId()), e.sequence(), e);
    } catch (CommitInterruptedException e) {
      throw new CommitOutcomeUnknownException(new OperationId(e.operationId()), e.sequence(), e);
    } catch (CommitFailedException e) {
      String message = String.valueOf(e.getMessage());
      if (e.getCause() instanceof ReadOnlyStoreException) {
        ReadOnlyArchiveException refused = new ReadOnlyArchiveException(message);
        refused.initCause(e);
        throw refused;
      }
      throw new StorageException(message, e);
    } catch (LogException e) {
      throw Engine.translate(e);
    }
  }

  /** What became of an operation. */
  CommitOutcome outcome(OperationId id, long sequence) {
    return Engine.logCall(
        "looking for operation " + id, () -> committer.outcome(id.value(), sequence));
  }

  private final class Pending implements io.stemma.internal.log.Operation {
    private final OperationId id;
    private final String type;
    private final String message;
    private final Change change;

    Pending(OperationId id, String type, String message, Change change) {
      this.id = id;
      this.type = type;
      this.message = message;
      this.change = change;
    }

    @Override
    public String id() {
      return id.value();
    }

    @Override
    public Optional<OperationRecord> apply(LogHead base, StateDraft next) {
      engine.snapshots.saw(base);
      try {
        change.apply(next, batch(next));
      } catch (StorageException e) {
        if (e.getCause() instanceof IOException cause) {
          throw new UncheckedIOException(cause); // Tried again until the deadline.
        }
        throw e;
      }
      return Optional.of(record(next.moves()));
    }

    private OperationRecord record(List<RefMove> moves) {
      return new OperationRecord(
          id.value(),
          engine.options.clock().instant(),
          engine.options.author(),
          type,
          message,
          moves);
    }
  }

  private WriteSession batch(StateDraft next) {
    WriteSession session = batch;
    if (next != draft || session == null) {
      if (session != null) {
        session.discard();
      }
      session = engine.newSession();
      batch = session;
      draft = next;
    }
    return session;
  }

  private void write(StateDraft next) throws IOException {
    try {
      WriteSession session = batch(next);
      if (next.ownRefs() > MAX_OWN_REFS) {
        Hash root = RefTable.fold(session, next.toState());
        if (root.equals(Tree.EMPTY_ROOT)) {
          next.refsTree(Optional.empty());
        } else {
          session.finish();
          next.refsTree(Optional.of(new TreeRef(root, session.place(Kind.NODE, root))));
        }
      }
      Written written = session.finish();
      next.indexes().addAll(written.indexes());
      for (PackTable table : written.packs()) {
        next.recent().add(RecentPack.of(table.pack(), table.length(), table.rows()));
      }
      if (next.recent().size() > ArchiveState.MAX_RECENT) {
        fold(next);
      }
      // From here on what was written may be named by an entry: nobody deletes it any more.
      batch = null;
    } catch (StorageException e) {
      if (e.getCause() instanceof IOException cause) {
        throw cause;
      }
      throw e;
    }
  }

  /** Puts the tables of all recent packs into an index object. */
  private void fold(StateDraft next) {
    List<IndexRow> rows = new ArrayList<>();
    Set<PackId> names = new HashSet<>();
    for (RecentPack pack : next.recent()) {
      names.add(pack.pack());
      engine
          .snapshots
          .rows(pack)
          .forEach(r -> rows.add(new IndexRow(r.kind(), r.id(), r.in(pack.pack()))));
    }
    rows.sort(Comparator.naturalOrder());
    next.indexes().add(WriteSession.writeIndex(engine.copies, names, rows, key -> {}));
    next.recent().clear();
  }

  @Override
  public void close() {
    committer.close();
  }
}
