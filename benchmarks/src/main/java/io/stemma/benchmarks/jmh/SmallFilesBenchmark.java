package io.stemma.benchmarks.jmh;

import io.stemma.benchmarks.data.SampleChannels;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
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

/**
 * What the JDK itself takes for the calls that an import of 100,000 small files cannot do without,
 * by two threads and without a byte of Stemma's: the limit of every such import in Java.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 4)
@Measurement(iterations = 7)
public class SmallFilesBenchmark {
  private static final int DIRECTORIES = 1000;
  private static final int FILES = 100;
  private static final int THREADS = 2;
  private static final String ATTRIBUTES = "unix:size,lastModifiedTime,ctime,ino,mode,dev";

  private final ScratchDirectory scratch = new ScratchDirectory();
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

  /** Makes the files, each of 1 to 4 KiB. */
  @Setup
  public void fill() throws IOException {
    byte[] samples = SampleChannels.samples("COUNTS_INT16", 1 << 20);
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < DIRECTORIES; i++) {
      Path directory = Files.createDirectory(directory(i));
      for (int j = 0; j < FILES; j++) {
        ByteBuffer file =
            ByteBuffer.wrap(samples, random.nextInt(1 << 19), 1024 + random.nextInt(3072));
        byte[] bytes = new byte[file.remaining()];
        file.get(bytes);
        Files.write(directory.resolve("file" + j), bytes);
      }
    }
  }

  /** Deletes them. */
  @TearDown
  public void delete() throws IOException {
    threads.shutdown();
    scratch.delete();
  }

  private Path directory(int number) {
    return scratch.path().resolve("directory" + number);
  }

  /** Looks at all files, as must be done to know whether they changed. */
  @Benchmark
  public long look() throws InterruptedException, ExecutionException {
    return all(true, false, false);
  }

  /** Opens, reads and closes all files. */
  @Benchmark
  public long read() throws InterruptedException, ExecutionException {
    return all(false, true, false);
  }

  /** Looks at each file, reads it and looks again whether it changed meanwhile. */
  @Benchmark
  public long lookReadLook() throws InterruptedException, ExecutionException {
    return all(true, true, true);
  }

  private long all(boolean look, boolean read, boolean lookAgain)
      throws InterruptedException, ExecutionException {
    List<Future<Long>> parts =
        IntStream.range(0, THREADS)
            .mapToObj(part -> threads.submit(() -> part(part, look, read, lookAgain)))
            .toList();
    long sum = 0;
    for (Future<Long> part : parts) {
      sum += part.get();
    }
    return sum;
  }

  private long part(int part, boolean look, boolean read, boolean lookAgain) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocateDirect(8192);
    long sum = 0;
    for (int i = part; i < DIRECTORIES; i += THREADS) {
      Path directory = directory(i);
      String[] names = directory.toFile().list();
      if (names == null || names.length != FILES) {
        throw new IOException("not the files of this benchmark: " + directory);
      }
      for (String name : names) {
        Path file = directory.resolve(name);
        sum += look ? Files.readAttributes(file, ATTRIBUTES).size() : 0;
        sum += read ? read(file, buffer) : 0;
        sum += lookAgain ? Files.readAttributes(file, ATTRIBUTES).size() : 0;
      }
    }
    return sum;
  }

  private static long read(Path file, ByteBuffer buffer) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      for (buffer.clear(); channel.read(buffer) > 0; ) {}
      return buffer.position();
    }
  }
}
