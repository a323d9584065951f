package io.stemma.internal.index;

import io.stemma.internal.base.Hash;
import io.stemma.internal.format.v1.IndexRef;
import io.stemma.internal.format.v1.IndexRow;
import io.stemma.internal.format.v1.Kind;
import io.stemma.internal.format.v1.Location;
import io.stemma.internal.format.v1.PackId;
import io.stemma.storage.ObjectStore;
import io.stemma.storage.OutcomeUnknownException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Everything that one entry of the log says of where things are: packs that no index covers yet,
 * index objects, and packs whose rows count as missing. An immutable snapshot, safe for any number
 * of threads; {@link #with} makes the next one and keeps the readers that go on living.
 */
public final class IndexSet {
  private static final int TRIES = 3;

  private final ObjectStore store;
  private final IndexCache cache;
  private final List<IndexReader> indexes; // newest first
  private final List<RecentPack> recents; // newest first
  private final Set<PackId> condemned;
  private volatile boolean begun;

  private IndexSet(
      ObjectStore store,
      IndexCache cache,
      List<IndexReader> indexes,
      List<RecentPack> recents,
      Set<PackId> condemned) {
    this.store = store;
    this.cache = cache;
    this.indexes = indexes;
    this.recents = recents;
    this.condemned = condemned;
  }

  /** A set with nothing in it. */
  public static IndexSet empty(ObjectStore store, IndexCache cache) {
    return new IndexSet(store, cache, List.of(), List.of(), Set.of());
  }

  /**
   * The next snapshot. Readers that it no longer has give back the memory of their filters; this
   * snapshot can still be used, more slowly.
   *
   * @param liveIndexes the index objects, newest first
   * @param recentPacks packs that they do not cover, newest first
   * @param condemnedPacks packs whose rows count as missing
   */
  public IndexSet with(
      List<IndexRef> liveIndexes, List<RecentPack> recentPacks, Set<PackId> condemnedPacks) {
    Map<IndexRef, IndexReader> leaving = new HashMap<>();
    indexes.forEach(reader -> leaving.put(reader.ref(), reader));
    List<IndexReader> next = new ArrayList<>();
    for (IndexRef ref : liveIndexes) {
      IndexReader open = leaving.remove(ref);
      next.add(open != null ? open : new IndexReader(store, ref, cache));
    }
    leaving.values().forEach(IndexReader::retire);
    return new IndexSet(
        store, cache, List.copyOf(next), List.copyOf(recentPacks), Set.copyOf(condemnedPacks));
  }

  /**
   * Where the bytes of an id are: in the newest pack or index that has it outside condemned packs.
   *
   * @return the place, or null if the archive does not have the id with that kind
   */
  public @Nullable Location lookup(Kind kind, Hash id) throws IOException {
    for (RecentPack pack : recents) {
      Location found = pack.lookup(kind, id);
      if (found != null && !condemned.contains(found.pack())) {
        return found;
      }
    }
    begin();
    for (IndexReader index : indexes) {
      Location found = index.lookup(kind, id);
      if (found != null && !condemned.contains(found.pack())) {
        return found;
      }
    }
    return null;
  }

  /**
   * Begins to read what lookups will need, if the index objects are far away, and does not wait.
   * The first lookup does it by itself.
   */
  public void begin() {
    if (!begun) {
      begun = true;
      if (store.isRemote()) {
        IndexOpening.begin(indexes);
      }
    }
  }

  /** The index objects, newest first. */
  public List<IndexRef> indexes() {
    return indexes.stream().map(IndexReader::ref).toList();
  }

  /** The packs that no index covers, newest first. */
  public List<RecentPack> recents() {
    return recents;
  }

  /** The packs whose rows count as missing. */
  public Set<PackId> condemned() {
    return condemned;
  }

  /** The readers of the index objects, newest first, to verify them or to go through their rows. */
  public List<IndexReader> readers() {
    return indexes;
  }

  /**
   * Writes one index object of the rows of some packs and index objects of this snapshot. The
   * newest row of each id stays; those in condemned packs go.
   *
   * @param fromIndexes neighbours, see {@link Tiers}
   * @param fromRecents packs that no index covers
   * @return the new object, durable, which nothing refers to yet
   */
  public IndexRef merge(Collection<IndexRef> fromIndexes, Collection<PackId> fromRecents)
      throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        return mergeOnce(new HashSet<>(fromIndexes), new HashSet<>(fromRecents));
      } catch (OutcomeUnknownException e) {
        if (attempt == TRIES) {
          throw e;
        }
      }
    }
  }

  private IndexRef mergeOnce(Set<IndexRef> refs, Set<PackId> packIds) throws IOException {
    List<RowSource> sources = new ArrayList<>();
    Set<PackId> packs = new HashSet<>();
    long rows = 0;
    for (RecentPack recent : recents) {
      if (packIds.remove(recent.id())) {
        sources.add(recent.sorted());
        packs.add(recent.id());
        rows += recent.size();
      }
    }
    for (IndexReader index : indexes) {
      if (refs.remove(index.ref())) {
        sources.add(index.rows());
        packs.addAll(index.packs());
        rows += index.ref().rows();
      }
    }
    if (!refs.isEmpty() || !packIds.isEmpty()) {
      throw new IllegalArgumentException(
          "not in this snapshot, so they cannot be merged: " + refs + " " + packIds);
    }
    packs.removeAll(condemned);
    RowMerge merged = new RowMerge(sources, this::isLive);
    return IndexWriter.write(store, packs, rows, merged);
  }

  private boolean isLive(IndexRow row) {
    return !condemned.contains(row.location().pack());
  }
}
