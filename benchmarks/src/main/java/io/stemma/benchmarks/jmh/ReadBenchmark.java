package io.stemma.benchmarks.jmh;

import io.stemma.Archive;
import io.stemma.ArchiveOptions;
import io.stemma.Commit;
import io.stemma.benchmarks.data.SampleChannels;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Reading files of 4 MiB, in part and through the file system of a commit. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 2)
public class ReadBenchmark {
  private static final int FILES = 32;
  private static final int FILE_BYTES = 4 << 20;
  private static final int RANGE = 1 << 20;

  private final ScratchDirectory scratch = new ScratchDirectory();
  private final SplittableRandom random = new SplittableRandom(1);
  private final ByteBuffer buffer = ByteBuffer.allocate(RANGE);
  private Archive archive = Archive.inMemory();
  private Commit commit = archive.createRepository("r").main().head();

  /** Fills an archive. */
  @Setup
  public void fill() {
    archive.close();
    Path home = scratch.path().resolve("archive");
    archive = Archive.create(home.toUri(), ArchiveOptions.DEFAULT.withoutCache());
    byte[] samples = SampleChannels.samples("COUNTS_INT16", FILE_BYTES);
    commit =
        archive
            .createRepository("r")
            .main()
            .commit(
                "fill",
                tx -> {
                  for (int i = 0; i < FILES; i++) {
                    byte[] own = samples.clone();
                    SplittableRandom marks = new SplittableRandom(i);
                    for (int at = 0; at < own.length; at += 1 << 16) {
                      own[at] = (byte) marks.nextInt();
                    }
                    tx.write("/file" + i, own);
                  }
                });
  }

  /** Deletes it. */
  @TearDown
  public void delete() throws IOException {
    archive.close();
    scratch.delete();
  }

  /** One MiB at any place of any file. */
  @Benchmark
  public ByteBuffer range() throws IOException {
    String path = "/file" + random.nextInt(FILES);
    try (SeekableByteChannel channel = commit.newByteChannel(path)) {
      channel.position(random.nextInt(FILE_BYTES - RANGE));
      for (buffer.clear(); buffer.hasRemaining() && channel.read(buffer) >= 0; ) {}
    }
    return buffer;
  }

  /** A whole file, as any library reads a path. */
  @Benchmark
  public byte[] nioReadAllBytes() throws IOException {
    return Files.readAllBytes(commit.path("/file" + random.nextInt(FILES)));
  }
}
