package io.stemma.benchmarks.jmh;

import io.stemma.Archive;
import io.stemma.ArchiveOptions;
import io.stemma.Commit;
import io.stemma.storage.MemoryObjectStore;
import io.stemma.storage.ObjectInfo;
import io.stemma.storage.ObjectRange;
import io.stemma.storage.ObjectStore;
import io.stemma.storage.ObjectWriter;
import java.io.IOException;
import java.io.InputStream;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
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
import org.openjdk.jmh.annotations.Warmup;

/**
 * Reading a file of 64 MiB from a store that waits before each answer, as one over a network does.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 5)
@Measurement(iterations = 7)
public class SlowStoreBenchmark {
  private static final int FILE_BYTES = 64 << 20;

  /** How long each read takes, in milliseconds. */
  @Param({"0", "5", "30"})
  public int latency = 0;

  private final Delayed store = new Delayed();
  private Commit commit = Archive.inMemory().createRepository("r").main().head();

  /** Fills an archive. */
  @Setup
  public void fill() {
    byte[] file = new byte[FILE_BYTES];
    SplittableRandom random = new SplittableRandom(1);
    random.nextBytes(file);
    commit =
        Archive.create(store, ArchiveOptions.DEFAULT.withoutCache())
            .createRepository("r")
            .main()
            .commit("fill", tx -> tx.write("/file", file));
    store.nanos = TimeUnit.MILLISECONDS.toNanos(latency);
  }

  /** As a stream, in steps of 64 KiB. */
  @Benchmark
  public long stream() throws IOException {
    byte[] into = new byte[64 << 10];
    long sum = 0;
    try (InputStream in = commit.newInputStream("/file")) {
      for (int count = in.read(into); count >= 0; count = in.read(into)) {
        sum += count;
      }
    }
    return sum;
  }

  /** With one call. */
  @Benchmark
  public byte[] whole() {
    return commit.read("/file");
  }

  private static final class Delayed implements ObjectStore {
    private final MemoryObjectStore memory = new MemoryObjectStore();
    private volatile long nanos;

    @Override
    public ObjectWriter create(String key) throws IOException {
      return memory.create(key);
    }

    @Override
    public ObjectRange read(String key, long offset, int length) throws IOException {
      for (long end = System.nanoTime() + nanos; System.nanoTime() < end; ) {
        LockSupport.parkNanos(end - System.nanoTime());
      }
      return memory.read(key, offset, length);
    }

    @Override
    public Stream<ObjectInfo> list(String prefix, String after, int limit) throws IOException {
      return memory.list(prefix, after, limit);
    }

    @Override
    public boolean delete(String key) throws IOException {
      return memory.delete(key);
    }

    @Override
    public void sync(String key) throws IOException {
      memory.sync(key);
    }

    @Override
    public void close() {
      memory.close();
    }
  }
}
