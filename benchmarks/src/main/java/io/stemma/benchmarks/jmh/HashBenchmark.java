package io.stemma.benchmarks.jmh;

import io.stemma.internal.base.Hash;
import java.util.Random;
import java.util.concurrent.TimeUnit;
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

/** SHA-256 of a chunk's and of an id's length. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class HashBenchmark {
  /** Length of the hashed bytes. */
  @Param({"64", "1048576"})
  public int size;

  private byte[] bytes = {};

  /** Fills the bytes. */
  @Setup
  public void fill() {
    bytes = new byte[size];
    new Random(1).nextBytes(bytes);
  }

  /** Hashes all of them. */
  @Benchmark
  public Hash sha256() {
    return Hash.of(bytes);
  }
}
