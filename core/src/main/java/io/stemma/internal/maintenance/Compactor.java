package io.stemma.internal.maintenance;

import io.stemma.Compaction;
import io.stemma.internal.base.MalformedException;
import io.stemma.internal.chunks.Faults;
import io.stemma.internal.format.v1.ArchiveState;
import io.stemma.internal.format.v1.IndexRef;
import io.stemma.internal.format.v1.PackId;
import io.stemma.internal.format.v1.PackTable;
import io.stemma.internal.format.v1.RecentPack;
import io.stemma.internal.format.v1.UnsupportedVersionException;
import io.stemma.internal.index.IndexCache;
import io.stemma.internal.index.IndexReader;
import io.stemma.internal.index.IndexSet;
import io.stemma.internal.index.Tiers;
import io.stemma.internal.log.LogHead;
import io.stemma.internal.log.OperationLog;
import io.stemma.internal.log.StateDraft;
import io.stemma.internal.pack.PackReader;
import io.stemma.storage.NoSuchObjectException;
import io.stemma.storage.ObjectStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Merges index objects in tiers by size, and with them the small packs that they name, so that both
 * stay few. One step is one operation, which names what it replaces and is dropped unless all of
 * that is still live. Old objects are neither condemned nor removed.
 */
public final class Compactor {
  private static final Logger LOG = LoggerFactory.getLogger(Compactor.class);

  /** Packs below this length are small. */
  static final long SMALL_PACK = 4L << 20;

  /** Fewer small packs are not worth merging. */
  static final int MIN_PACKS = 8;

  /** On demand, so much index is written anew to merge the small packs that it names. */
  private static final long CHEAP_INDEX = 64L << 20;

  private static final int MAX_STEPS = 64;
  private static final int MAX_LOST = 8;

  private final ObjectStore store;
  private final OperationLog log;
  private final StateChanges changes;
  private final BooleanSupplier stop;
  private long packsMerged;
  private long indexesMerged;
  private long bytesWritten;

  /** Something to merge: neighbours, newest first. */
  private record Step(List<IndexRef> indexes, List<RecentPack> recents) {}

  /**
   * Compacts the archive of a store and a log; used once.
   *
   * @param stop whether to give up
   */
  public Compactor(
      ObjectStore store, OperationLog log, StateChanges changes, BooleanSupplier stop) {
    this.store = store;
    this.log = log;
    this.changes = changes;
    this.stop = stop;
  }

  /** Whether there is so much to merge that it should be done by itself. */
  public static boolean isDue(ArchiveState state) {
    return !Tiers.next(newestFirst(state.indexes())).isEmpty();
  }

  private static <T> List<T> newestFirst(List<T> oldestFirst) {
    List<T> list = new ArrayList<>(oldestFirst);
    Collections.reverse(list);
    return list;
  }

  /** Merges all that pays. */
  public Compaction run() {
    return run(true);
  }

  /** Merges what is due. */
  public Compaction runDue() {
    return run(false);
  }

  private Compaction run(boolean demanded) {
    int lost = 0;
    for (int steps = 0; steps < MAX_STEPS && lost < MAX_LOST && !stop.getAsBoolean(); steps++) {
      try {
        LogHead head = log.head();
        List<IndexRef> due = Tiers.next(newestFirst(head.state().indexes()));
        Step step = due.isEmpty() ? cheap(head.state()) : new Step(due, List.of());
        if (due.isEmpty() && !demanded || !step(head.state(), step, !due.isEmpty())) {
          break;
        }
      } catch (OutdatedException e) {
        LOG.debug("a merger came too late", e);
        lost++;
      } catch (IOException e) {
        throw Faults.storage("compacting the archive", e);
      } catch (MalformedException | UnsupportedVersionException e) {
        throw Faults.damaged("index", e);
      }
    }
    return new Compaction(packsMerged, indexesMerged, bytesWritten);
  }

  /** The newest index objects that are cheap to write anew, and all packs without index. */
  private static Step cheap(ArchiveState state) {
    List<IndexRef> chosen = new ArrayList<>();
    long bytes = 0;
    for (IndexRef ref : newestFirst(state.indexes())) {
      bytes += ref.length();
      if (bytes > CHEAP_INDEX) {
        break;
      }
      chosen.add(ref);
    }
    return new Step(chosen, newestFirst(state.recent()));
  }

  /** Does one step; false if it would not pay. */
  private boolean step(ArchiveState state, Step step, boolean due) throws IOException {
    IndexSet live = indexes(state);
    List<PackId> small = small(step, live);
    if (small.size() < MIN_PACKS) {
      small = List.of();
      if (!due) {
        return false;
      }
    }
    try (PackMerge packs = new PackMerge(store, live, stop)) {
      packs.run(small);
      if (packs.merged().size() < 2 && !due) {
        packs.discard();
        return false;
      }
      install(state, step, packs);
    }
    return true;
  }

  private IndexSet indexes(ArchiveState state) throws IOException {
    List<io.stemma.internal.index.RecentPack> recents = new ArrayList<>();
    try (PackReader reader = new PackReader(store)) {
      for (RecentPack pack : newestFirst(state.recent())) {
        recents.add(
            new io.stemma.internal.index.RecentPack(
                pack.pack(),
                pack.table().isPresent()
                    ? pack.table().get()
                    : reader.readTable(pack.pack(), pack.length()).rows()));
      }
    }
    return IndexSet.empty(store, new IndexCache(16L << 20, 16L << 20))
        .with(newestFirst(state.indexes()), recents, new HashSet<>(state.condemned()));
  }

  /** The small packs that a step covers, newest last. */
  private List<PackId> small(Step step, IndexSet live) throws IOException {
    Set<PackId> named = new LinkedHashSet<>();
    for (IndexRef ref : newestFirst(step.indexes())) {
      for (IndexReader reader : live.readers()) {
        if (reader.ref().equals(ref)) {
          named.addAll(reader.packs());
        }
      }
    }
    newestFirst(step.recents()).forEach(pack -> named.add(pack.pack()));
    named.removeAll(live.condemned());
    List<PackId> small = new ArrayList<>();
    for (PackId pack : named) {
      try {
        if (store.read(pack.key(), 0, 0).objectLength() < SMALL_PACK) {
          small.add(pack);
        }
      } catch (NoSuchObjectException e) {
        LOG.debug("pack {} is missing and left out of a merger", pack, e);
      }
    }
    return small;
  }

  private void install(ArchiveState state, Step step, PackMerge packs) throws IOException {
    List<String> created = new ArrayList<>();
    packs.made().forEach(table -> created.add(table.pack().key()));
    Optional<IndexRef> index = merge(state, step, packs);
    index.ifPresent(ref -> created.add(ref.key()));
    int packCount = packs.merged().size();
    String message =
        step.indexes().size()
            + " index objects and "
            + packCount
            + " packs into "
            + index.map(IndexRef::name).orElse("nothing")
            + " and "
            + packs.made().size()
            + " packs";
    try {
      changes.commit(
          packCount > 0 ? "compact-packs" : "compact-index",
          message,
          draft -> replace(draft, step, index));
    } catch (OutdatedException e) {
      created.forEach(key -> IndexRuns.delete(store, key));
      throw e;
    }
    packsMerged += packCount;
    indexesMerged += step.indexes().size();
    bytesWritten += index.map(IndexRef::length).orElse(0L);
    bytesWritten += packs.made().stream().mapToLong(PackTable::length).sum();
  }

  /** One index object of all rows; those that lead into merged packs give way to the new ones. */
  private Optional<IndexRef> merge(ArchiveState state, Step step, PackMerge packs)
      throws IOException {
    Set<PackId> gone = new HashSet<>(state.condemned());
    gone.addAll(packs.merged());
    List<io.stemma.internal.index.RecentPack> tables = new ArrayList<>();
    for (PackTable made : packs.made()) {
      tables.add(new io.stemma.internal.index.RecentPack(made.pack(), made.rows()));
    }
    for (io.stemma.internal.index.RecentPack recent : indexes(state).recents()) {
      boolean covered = step.recents().stream().anyMatch(r -> r.pack().equals(recent.id()));
      if (covered && !gone.contains(recent.id())) {
        tables.add(recent);
      }
    }
    if (tables.isEmpty() && step.indexes().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        IndexSet.empty(store, new IndexCache(0, 0))
            .with(step.indexes(), tables, gone)
            .merge(
                step.indexes(),
                tables.stream().map(io.stemma.internal.index.RecentPack::id).toList()));
  }

  private static void replace(StateDraft draft, Step step, Optional<IndexRef> index) {
    List<IndexRef> old = newestFirst(step.indexes());
    List<IndexRef> live = draft.indexes();
    int at = old.isEmpty() ? live.size() : Collections.indexOfSubList(live, old);
    if (at < 0 || !draft.recent().containsAll(step.recents())) {
      throw new OutdatedException();
    }
    live.subList(at, at + old.size()).clear();
    index.ifPresent(ref -> live.add(at, ref));
    draft.recent().removeAll(step.recents());
  }
}
