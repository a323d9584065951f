package io.stemma.internal.maintenance;

import io.stemma.StemmaException;
import io.stemma.internal.base.MalformedException;
import io.stemma.internal.chunks.Faults;
import io.stemma.internal.format.v1.ArchiveState;
import io.stemma.internal.format.v1.IndexRef;
import io.stemma.internal.format.v1.IndexRow;
import io.stemma.internal.format.v1.PackId;
import io.stemma.internal.format.v1.PackRow;
import io.stemma.internal.format.v1.UnsupportedVersionException;
import io.stemma.internal.index.IndexCache;
import io.stemma.internal.index.IndexReader;
import io.stemma.internal.index.RowSource;
import io.stemma.internal.log.LogHead;
import io.stemma.internal.log.OperationLog;
import io.stemma.internal.log.StateDraft;
import io.stemma.internal.pack.PackReader;
import io.stemma.storage.NoSuchObjectException;
import io.stemma.storage.ObjectInfo;
import io.stemma.storage.ObjectStore;
import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the index anew from the tables of the packs. Which packs belong to the archive is what the
 * index objects say, as far as they can be read. Where one cannot, packs that nothing names are
 * searched for what commits need and no other pack has; those with nothing of it are left out, for
 * a transaction that is still running may remove its packs again.
 */
public final class IndexRebuild {
  private static final Logger LOG = LoggerFactory.getLogger(IndexRebuild.class);
  private static final int ATTEMPTS = 8;
  private static final int PAGE = 1_000;

  private final ObjectStore store;
  private final OperationLog log;
  private final StateChanges changes;

  /** Rebuilds the index of the archive of a store and a log. */
  public IndexRebuild(ObjectStore store, OperationLog log, StateChanges changes) {
    this.store = store;
    this.log = log;
    this.changes = changes;
  }

  /**
   * Replaces all live index objects by new ones; begins again where somebody else replaced some of
   * them meanwhile.
   */
  public void run() {
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      try {
        attempt();
        return;
      } catch (IOException e) {
        throw Faults.storage("rebuilding the index", e);
      } catch (OutdatedException e) {
        LOG.debug("the index was changed meanwhile; it is rebuilt again", e);
      }
    }
    throw new StemmaException(
        "others kept replacing the index while it was to be rebuilt; try again later");
  }

  private void attempt() throws IOException {
    LogHead head = log.head();
    IndexRuns runs = new IndexRuns(store);
    try (PackReader packs = new PackReader(store)) {
      Set<PackId> named = new TreeSet<>();
      boolean complete = named(head.state().indexes(), named);
      if (!complete) {
        named(everNamed(named), named);
      }
      named.removeAll(head.state().condemned());
      head.state().recent().forEach(pack -> named.remove(pack.pack()));
      addTables(packs, named, runs, head.state());
      if (!complete) {
        addNeeded(head, packs, named, runs);
      }
      List<IndexRef> made = runs.merge();
      List<IndexRef> seen = head.state().indexes();
      changes.commit(
          "rebuild-index",
          "from the tables of " + named.size() + " packs",
          draft -> replace(draft, seen, made));
    } catch (OutdatedException e) {
      runs.discard();
      throw e;
    }
  }

  /** Index objects that were added since stay: they come last. */
  private static void replace(StateDraft draft, List<IndexRef> seen, List<IndexRef> made) {
    List<IndexRef> live = draft.indexes();
    if (live.size() < seen.size() || !live.subList(0, seen.size()).equals(seen)) {
      throw new OutdatedException();
    }
    live.subList(0, seen.size()).clear();
    live.addAll(0, made);
  }

  /** Adds the packs that index objects name; whether all of these could be read. */
  private boolean named(Iterable<IndexRef> refs, Set<PackId> packs) throws IOException {
    IndexCache cache = new IndexCache(0, 0);
    boolean complete = true;
    for (IndexRef ref : refs) {
      try {
        packs.addAll(new IndexReader(store, ref, cache).packs());
      } catch (NoSuchObjectException | MalformedException | UnsupportedVersionException e) {
        complete = false;
      }
    }
    return complete;
  }

  /** Every index object that an entry ever named; adds the packs that entries name themselves. */
  private Set<IndexRef> everNamed(Set<PackId> packs) throws IOException {
    Set<IndexRef> refs = new LinkedHashSet<>();
    log.verify(
        entry -> {
          refs.addAll(entry.state().indexes());
          entry.state().recent().forEach(pack -> packs.add(pack.pack()));
        });
    return refs;
  }

  private void addTables(PackReader packs, Set<PackId> named, IndexRuns runs, ArchiveState state)
      throws IOException {
    Set<PackId> damaged = new HashSet<>();
    for (PackId pack : named) {
      Optional<List<PackRow>> rows = table(packs, pack);
      if (rows.isEmpty()) {
        damaged.add(pack);
      } else {
        add(runs, pack, rows.get());
      }
    }
    if (!damaged.isEmpty()) {
      IndexRuns kept = new IndexRuns(store);
      keepRows(damaged, kept, state.indexes());
      runs.putBehind(kept);
    }
  }

  private static void add(IndexRuns runs, PackId pack, List<PackRow> rows) throws IOException {
    for (PackRow row : rows) {
      runs.add(new IndexRow(row.kind(), row.id(), row.in(pack)));
    }
  }

  private Optional<List<PackRow>> table(PackReader packs, PackId pack) throws IOException {
    try {
      long length = store.read(pack.key(), 0, 0).objectLength();
      return Optional.of(packs.readTable(pack, length).rows());
    } catch (NoSuchObjectException | MalformedException | UnsupportedVersionException e) {
      return Optional.empty();
    }
  }

  /** Where a pack's table cannot be read, what the old index says of it is all there is. */
  private void keepRows(Set<PackId> packs, IndexRuns runs, List<IndexRef> refs) throws IOException {
    IndexCache cache = new IndexCache(0, 0);
    for (IndexRef ref : refs) {
      try {
        RowSource rows = new IndexReader(store, ref, cache).rows();
        for (IndexRow row = rows.next(); row != null; row = rows.next()) {
          if (packs.contains(row.location().pack())) {
            runs.add(row);
          }
        }
      } catch (NoSuchObjectException | MalformedException | UnsupportedVersionException e) {
        LOG.debug("rows of {} are lost; reads say which chunks are", ref.key(), e);
      }
    }
  }

  /** Adds the packs that nothing names, but that hold what no other pack has. */
  private void addNeeded(LogHead head, PackReader packs, Set<PackId> named, IndexRuns runs)
      throws IOException {
    Set<PackId> unknown = unknown(named, head.state());
    if (unknown.isEmpty()) {
      return;
    }
    IndexRuns others = new IndexRuns(store);
    try {
      for (PackId pack : unknown) {
        Optional<List<PackRow>> rows = table(packs, pack);
        if (rows.isPresent()) {
          add(others, pack, rows.get());
        }
      }
      Set<PackId> needed = used(head, others.runs(), runs.runs());
      needed.retainAll(unknown);
      for (PackId pack : needed) {
        add(runs, pack, table(packs, pack).orElse(List.of()));
      }
      named.addAll(needed);
    } finally {
      others.discard();
    }
  }

  private Set<PackId> unknown(Set<PackId> named, ArchiveState state) throws IOException {
    Set<PackId> unknown = new TreeSet<>();
    String after = "";
    for (int count = PAGE; count == PAGE; ) {
      count = 0;
      try (Stream<ObjectInfo> page = store.list("packs/", after, PAGE)) {
        for (ObjectInfo info : (Iterable<ObjectInfo>) page::iterator) {
          count++;
          after = info.key();
          pack(after).ifPresent(unknown::add);
        }
      }
    }
    unknown.removeAll(named);
    unknown.removeAll(state.condemned());
    state.recent().forEach(pack -> unknown.remove(pack.pack()));
    return unknown;
  }

  private static Optional<PackId> pack(String key) {
    try {
      PackId pack = PackId.parse(key.substring(key.lastIndexOf('/') + 1));
      return key.equals(pack.key()) ? Optional.of(pack) : Optional.empty();
    } catch (MalformedException e) {
      return Optional.empty();
    }
  }

  /** The packs in which everything is found that commits lead to; later index objects first. */
  private Set<PackId> used(LogHead head, List<IndexRef> last, List<IndexRef> first)
      throws IOException {
    StateDraft draft = new StateDraft(head.state());
    draft.indexes().clear();
    draft.indexes().addAll(last);
    draft.indexes().addAll(first);
    Set<PackId> used = new HashSet<>();
    Damages damages = new Damages();
    LogCheck entries = new LogCheck(log, damages);
    entries.run(Optional.empty());
    try (Holdings holdings =
        new Holdings(store, draft.toState(), damages, place -> used.add(place.pack()))) {
      new ContentWalk(holdings, damages).run(entries.roots());
    }
    return used;
  }
}
