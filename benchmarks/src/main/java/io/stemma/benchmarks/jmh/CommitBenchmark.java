package io.stemma.benchmarks.jmh;

import io.stemma.Archive;
import io.stemma.ArchiveOptions;
import io.stemma.Commit;
import io.stemma.benchmarks.work.ManyFiles;
import java.io.IOException;
import java.nio.file.Path;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Durable commits of one small file. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 2)
public class CommitBenchmark {
  /** How many files the branch has already. */
  @Param({"1000", "100000"})
  public int files;

  private final ScratchDirectory scratch = new ScratchDirectory();
  private Archive archive = Archive.inMemory();
  private int number;

  /** Fills the archive. */
  @Setup
  public void fill() {
    Path home = scratch.path().resolve("archive");
    archive = Archive.create(home.toUri(), ArchiveOptions.DEFAULT.withoutCache());
    ManyFiles.fill(archive, files);
  }

  /** Deletes it. */
  @TearDown
  public void delete() throws IOException {
    archive.close();
    scratch.delete();
  }

  /** One file more. */
  @Benchmark
  public Commit addOne() {
    return ManyFiles.addOne(archive.repository("r").main(), "added" + number++);
  }
}
