package io.stemma.benchmarks.bars;

import com.google.common.collect.Iterators;
import com.google.common.collect.Lists;
import io.stemma.Commit;
import io.stemma.internal.base.Hash;
import io.stemma.internal.chunks.ChunkSource;
import io.stemma.internal.chunks.ChunkStore;
import io.stemma.internal.commit.FileTree;
import io.stemma.internal.format.v1.ArchiveState;
import io.stemma.internal.format.v1.CommitObject;
import io.stemma.internal.format.v1.Kind;
import io.stemma.internal.index.IndexCache;
import io.stemma.internal.index.IndexSet;
import io.stemma.internal.index.RecentPack;
import io.stemma.internal.log.KnownHeads;
import io.stemma.internal.log.LogOptions;
import io.stemma.internal.log.OperationLog;
import io.stemma.internal.pack.PackReader;
import io.stemma.internal.path.TreePath;
import io.stemma.storage.ObjectStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Counts what the engine reads of trees, beneath the interface that hides it. */
final class NodeReads {
  private static final long CACHE_BYTES = 16L << 20;

  private NodeReads() {}

  /**
   * How many tree nodes are read to find all differences.
   *
   * @param store the archive's
   * @param changes how many differences there must be
   */
  static long ofDiff(ObjectStore store, Commit older, Commit newer, int changes)
      throws IOException {
    AtomicLong nodes = new AtomicLong();
    IndexSet places = places(store);
    try (ChunkStore chunks = new ChunkStore(store, source(places))) {
      ChunkSource counting =
          (kind, id) -> {
            if (kind == Kind.NODE) {
              nodes.incrementAndGet();
            }
            return chunks.read(kind, id);
          };
      FileTree from = new FileTree(counting, root(chunks, older));
      FileTree to = new FileTree(counting, root(chunks, newer));
      int found = Iterators.size(from.diff(to, TreePath.ROOT));
      if (found != changes) {
        throw new IOException("the difference has " + found + " files");
      }
    }
    return nodes.get();
  }

  private static Hash root(ChunkStore chunks, Commit commit) {
    Hash id = Hash.parse(commit.id().value());
    return CommitObject.decode(chunks.read(Kind.COMMIT, id)).root();
  }

  private static ChunkStore.PlaceSource source(IndexSet places) {
    return new ChunkStore.PlaceSource() {
      @Override
      public ChunkStore.Places current() {
        return places::lookup;
      }

      @Override
      public ChunkStore.Places newest() {
        return places::lookup;
      }
    };
  }

  private static IndexSet places(ObjectStore store) throws IOException {
    LogOptions options = LogOptions.of(KnownHeads.inMemory());
    ArchiveState state = OperationLog.open(store, false, options).known().state();
    List<RecentPack> recents = new ArrayList<>();
    try (PackReader packs = new PackReader(store)) {
      for (io.stemma.internal.format.v1.RecentPack pack : Lists.reverse(state.recent())) {
        recents.add(
            new RecentPack(
                pack.pack(),
                pack.table().isPresent()
                    ? pack.table().get()
                    : packs.readTable(pack.pack(), pack.length()).rows()));
      }
    }
    return IndexSet.empty(store, new IndexCache(CACHE_BYTES, CACHE_BYTES))
        .with(Lists.reverse(state.indexes()), recents, new HashSet<>(state.condemned()));
  }
}
