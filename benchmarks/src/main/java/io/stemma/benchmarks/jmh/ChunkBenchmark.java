package io.stemma.benchmarks.jmh;

import io.stemma.internal.chunk.Chunker;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Finding the chunks of 64 MiB. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ChunkBenchmark {
  private static final int SIZE = 64 << 20;

  private byte[] bytes = {};

  /** Fills the bytes. */
  @Setup
  public void fill() {
    bytes = new byte[SIZE];
    new Random(1).nextBytes(bytes);
  }

  /** Cuts all of them; the number of chunks. */
  @Benchmark
  public int chunks() {
    int count = 0;
    for (int at = 0; at < SIZE; count++) {
      at += Chunker.cut(bytes, at, SIZE - at);
    }
    return count;
  }
}
