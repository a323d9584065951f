package io.stemma.benchmarks.jmh;

import io.stemma.internal.cache.CachingObjectStore;
import io.stemma.internal.cache.RangeCache;
import io.stemma.storage.MemoryObjectStore;
import io.stemma.storage.ObjectRange;
import io.stemma.storage.ObjectWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32C;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Reading ranges of which copies are on the local disk, and in the system's page cache. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 2)
public class CacheBenchmark {
  private static final int RANGES = 64;

  private final ScratchDirectory scratch = new ScratchDirectory();
  private final MemoryObjectStore objects = new MemoryObjectStore();
  private final SplittableRandom random = new SplittableRandom(1);
  private final byte[] checked = new byte[512 << 10];
  private CachingObjectStore store = caching();
  private long next;

  /** How long the ranges are. */
  @Param({"8192", "524288"})
  public int length;

  private CachingObjectStore caching() {
    RangeCache cache = RangeCache.in(scratch.path().resolve("ranges"), 1L << 30);
    return new CachingObjectStore(objects, cache, "benchmark", key -> true);
  }

  /** Fills an object and reads all of it, so that it is kept. */
  @Setup
  public void fill() throws IOException {
    byte[] bytes = new byte[length];
    try (ObjectWriter writer = objects.create("packs/1")) {
      for (int i = 0; i < RANGES; i++) {
        random.nextBytes(bytes);
        writer.write(ByteBuffer.wrap(bytes));
      }
      writer.commit();
    }
    random.nextBytes(checked);
    store = caching();
    for (int i = 0; i < RANGES; i++) {
      store.read("packs/1", (long) i * length, length);
    }
  }

  /** Deletes it. */
  @TearDown
  public void delete() throws IOException {
    store.close();
    scratch.delete();
  }

  /** A range that is kept. */
  @Benchmark
  public ObjectRange hit() throws IOException {
    return store.read("packs/1", (long) random.nextInt(RANGES) * length, length);
  }

  /** A range that is not kept, from memory: what keeping it costs. */
  @Benchmark
  public ObjectRange miss() throws IOException {
    if (next++ % RANGES == 0) {
      store.forget("packs/1");
    }
    return store.read("packs/1", next % RANGES * length, length);
  }

  /** The part of a hit that is the checksum. */
  @Benchmark
  public long checksum() {
    CRC32C crc = new CRC32C();
    crc.update(checked, 0, length);
    return crc.getValue();
  }
}
