package io.stemma.benchmarks.jmh;

import io.stemma.benchmarks.work.SyntheticIndex;
import io.stemma.internal.base.Hash;
import io.stemma.internal.format.v1.Kind;
import io.stemma.internal.format.v1.Location;
import io.stemma.internal.index.IndexCache;
import io.stemma.internal.index.IndexSet;
import io.stemma.storage.ObjectStore;
import io.stemma.storage.StoreAccess;
import io.stemma.storage.local.DirectoryObjectStore;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Lookups in an index object of a million chunks on disk. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class LookupBenchmark {
  private static final int ROWS = 1_000_000;
  private static final long CACHE = 32L << 20;

  private final ScratchDirectory scratch = new ScratchDirectory();
  private final SplittableRandom random = new SplittableRandom(1);
  private final byte[] bytes = new byte[Hash.BYTES];
  private @Nullable ObjectStore store;
  private IndexSet set = IndexSet.empty(new io.stemma.storage.MemoryObjectStore(), cache());
  private List<SyntheticIndex> written = List.of();

  private static IndexCache cache() {
    return new IndexCache(CACHE, CACHE);
  }

  /** Writes the index. */
  @Setup
  public void write() throws IOException {
    ObjectStore opened = DirectoryObjectStore.open(scratch.path(), StoreAccess.CREATE);
    store = opened;
    written = SyntheticIndex.write(opened, 1, ROWS);
    set = IndexSet.empty(opened, cache()).with(List.of(written.get(0).ref()), List.of(), Set.of());
  }

  /** Deletes it. */
  @TearDown
  public void delete() throws IOException {
    if (store != null) {
      store.close();
    }
    scratch.delete();
  }

  /** An id that is there. */
  @Benchmark
  public @Nullable Location hit() throws IOException {
    return set.lookup(Kind.DATA, written.get(0).id(random.nextInt(ROWS)));
  }

  /** An id that is not. */
  @Benchmark
  public @Nullable Location miss() throws IOException {
    random.nextBytes(bytes);
    return set.lookup(Kind.DATA, Hash.read(bytes, 0));
  }
}
