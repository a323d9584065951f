package io.stemma.benchmarks.bars;

import io.stemma.benchmarks.CountingStore;
import io.stemma.benchmarks.work.SyntheticIndex;
import io.stemma.internal.base.Hash;
import io.stemma.internal.format.v1.Kind;
import io.stemma.internal.index.IndexCache;
import io.stemma.internal.index.IndexSet;
import io.stemma.storage.StoreAccess;
import io.stemma.storage.local.DirectoryObjectStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;

/** Lookups in an index of an archive of 12 TB. */
final class IndexBars {
  private static final int OBJECTS = 2;
  private static final int ROWS = 12_500_000;
  private static final int LOOKUPS = 200_000;
  private static final int MISSES = 2_000_000;
  private static final int GARBAGE_COLLECTIONS = 3;

  /** As much as an open archive gives to its index. */
  private static final long PAGE_BYTES = 16L << 20;

  private static final long FILTER_BYTES = 48L << 20;

  private IndexBars() {}

  static List<Bar> all() {
    return List.of(
        new Bar(
            "index of 25,000,000 chunks (synthetic): hit, miss, heap",
            "at most 10 us warm; 0.5 us, under 1 % touching the store; 64 MiB",
            IndexBars::lookups));
  }

  private static Bar.Reached lookups(Path directory) throws Exception {
    try (CountingStore store =
        new CountingStore(DirectoryObjectStore.open(directory, StoreAccess.CREATE))) {
      List<SyntheticIndex> written = SyntheticIndex.write(store, OBJECTS, ROWS);
      long before = usedHeap();
      IndexSet set =
          IndexSet.empty(store, new IndexCache(PAGE_BYTES, FILTER_BYTES))
              .with(written.stream().map(SyntheticIndex::ref).toList(), List.of(), Set.of());
      hits(set, written, 1);
      misses(set, 1);
      double hit = hits(set, written, 2);
      long requests = store.requests();
      double miss = misses(set, 2);
      double touching = 100.0 * (store.requests() - requests) / MISSES;
      double heap = (usedHeap() - before) / 1048576.0;
      // The set must still be alive when the heap is measured.
      long rows = set.indexes().stream().mapToLong(ref -> ref.rows()).sum();
      return new Bar.Reached(
          String.format(
              Locale.ROOT,
              "%,d rows: hit %.2f us; miss %.3f us, %.3f %% touching the store; %.0f MiB",
              rows,
              hit,
              miss,
              touching,
              heap),
          hit <= 10 && miss <= 0.5 && touching < 1 && heap <= 64);
    }
  }

  /** Mean microseconds of a lookup that finds its id. */
  private static double hits(IndexSet set, List<SyntheticIndex> written, long seed)
      throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    Hash[] ids = new Hash[LOOKUPS];
    for (int i = 0; i < LOOKUPS; i++) {
      ids[i] = written.get(random.nextInt(OBJECTS)).id(random.nextInt(ROWS));
    }
    long begin = System.nanoTime();
    for (Hash id : ids) {
      if (set.lookup(Kind.DATA, id) == null) {
        throw new IOException("the index does not have " + id);
      }
    }
    return (System.nanoTime() - begin) / 1e3 / LOOKUPS;
  }

  /** Mean microseconds of a lookup that finds nothing. */
  private static double misses(IndexSet set, long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    byte[] bytes = new byte[Hash.BYTES];
    long nanos = 0;
    Hash[] ids = new Hash[LOOKUPS];
    for (int done = 0; done < MISSES; done += LOOKUPS) {
      for (int i = 0; i < LOOKUPS; i++) {
        random.nextBytes(bytes);
        ids[i] = Hash.read(bytes, 0);
      }
      long begin = System.nanoTime();
      for (Hash id : ids) {
        if (set.lookup(Kind.DATA, id) != null) {
          throw new IOException("the index has a random id: " + id);
        }
      }
      nanos += System.nanoTime() - begin;
    }
    return nanos / 1e3 / MISSES;
  }

  @SuppressWarnings("SystemGc") // what is left after it is what is measured
  private static long usedHeap() {
    for (int i = 0; i < GARBAGE_COLLECTIONS; i++) {
      System.gc();
    }
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
