package io.stemma.internal.engine;

import io.stemma.internal.base.DamagedObjectException;
import io.stemma.internal.base.Hash;
import io.stemma.internal.base.MalformedException;
import io.stemma.internal.chunks.ChunkStore;
import io.stemma.internal.chunks.Faults;
import io.stemma.internal.format.v1.ArchiveState;
import io.stemma.internal.format.v1.IndexRef;
import io.stemma.internal.format.v1.Kind;
import io.stemma.internal.format.v1.Location;
import io.stemma.internal.format.v1.PackRow;
import io.stemma.internal.format.v1.PackTable;
import io.stemma.internal.format.v1.RecentPack;
import io.stemma.internal.index.IndexCache;
import io.stemma.internal.index.IndexSet;
import io.stemma.internal.log.LogHead;
import io.stemma.internal.pack.PackReader;
import io.stemma.storage.ObjectStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where ids are as of the newest entry seen: the tables that the entry carries and the index
 * objects that it names. Made when it is first asked for after an entry.
 */
final class Snapshots implements ChunkStore.PlaceSource {
  private static final long PAGE_BYTES = 16L << 20;
  private static final long FILTER_BYTES = 48L << 20;

  private final Engine engine;
  private final PackReader packs;
  private IndexSet set;
  private Map<String, io.stemma.internal.index.RecentPack> tables = new HashMap<>();
  private long sequence = -1;
  private volatile @Nullable LogHead newest;

  Snapshots(Engine engine, ObjectStore store) {
    this.engine = engine;
    this.packs = new PackReader(store);
    this.set = IndexSet.empty(store, new IndexCache(PAGE_BYTES, FILTER_BYTES));
  }

  /** Takes note of an entry; nothing is read. */
  synchronized void saw(LogHead head) {
    LogHead known = newest;
    if (known == null || known.sequence() < head.sequence()) {
      newest = head;
    }
  }

  @Override
  public ChunkStore.Places current() {
    return this::lookup;
  }

  @Override
  public ChunkStore.Places newest() {
    engine.head();
    return this::lookup;
  }

  /** The tables and index objects as of the newest entry seen. */
  synchronized IndexSet indexes() {
    LogHead head = newest;
    if (head != null && head.sequence() != sequence) {
      ArchiveState state = head.state();
      List<IndexRef> indexes = new ArrayList<>(state.indexes());
      Collections.reverse(indexes);
      set = set.with(indexes, recents(state), new HashSet<>(state.condemned()));
      sequence = head.sequence();
    }
    return set;
  }

  private List<io.stemma.internal.index.RecentPack> recents(ArchiveState state) {
    Map<String, io.stemma.internal.index.RecentPack> next = new HashMap<>();
    List<io.stemma.internal.index.RecentPack> list = new ArrayList<>();
    for (RecentPack pack : state.recent()) {
      String name = pack.pack().toString();
      io.stemma.internal.index.RecentPack table = tables.get(name);
      if (table == null) {
        table = new io.stemma.internal.index.RecentPack(pack.pack(), rows(pack));
      }
      next.put(name, table);
      list.add(table);
    }
    tables = next;
    Collections.reverse(list);
    return list;
  }

  /** The table of a pack, from the entry or from the pack itself. */
  List<PackRow> rows(RecentPack pack) {
    if (pack.table().isPresent()) {
      return pack.table().get();
    }
    try {
      return table(pack).rows();
    } catch (IOException e) {
      throw Faults.storage("reading the table of pack " + pack.pack(), e);
    } catch (RuntimeException e) {
      throw Faults.damaged(pack.pack().key(), e);
    }
  }

  private PackTable table(RecentPack pack) throws IOException {
    try {
      return packs.readTable(pack.pack(), pack.length());
    } catch (MalformedException e) {
      if (!forgetCopies(pack.pack().key())) {
        throw e;
      }
    }
    return packs.readTable(pack.pack(), pack.length());
  }

  @Override
  public boolean forgetCopies(String key) {
    return Copies.forget(engine.copies, key);
  }

  /** Releases what reading tables takes. */
  void close() {
    packs.close();
  }

  /** Where an id is, or null. */
  @Nullable Location lookup(Kind kind, Hash id) throws IOException {
    try {
      return indexes().lookup(kind, id);
    } catch (DamagedObjectException e) {
      if (!forgetCopies(e.key())) {
        throw e;
      }
    }
    return indexes().lookup(kind, id); // the store itself may be sound
  }
}
