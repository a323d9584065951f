package io.stemma.benchmarks.work;

import io.stemma.Archive;
import io.stemma.ArchiveOptions;
import io.stemma.Commit;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Writes one large file of noise from a stream, and reads it here and there. */
public final class StreamingProcess {
  private StreamingProcess() {}

  /**
   * Runs.
   *
   * @param args the archive, and the length of the file
   * @throws IOException if reading fails
   */
  public static void main(String[] args) throws IOException {
    long length = Long.parseLong(args[1]);
    try (Archive archive =
        Archive.create(Path.of(args[0]).toUri(), ArchiveOptions.DEFAULT.withoutCache())) {
      var main = archive.createRepository("r").main();
      long begin = System.nanoTime();
      Commit commit = main.commit("large", tx -> tx.write("/large", new NoiseStream(1, length)));
      System.out.println("nanos " + (System.nanoTime() - begin));
      check(commit, length);
      System.out.println("bytes " + commit.bytes());
    }
  }

  private static void check(Commit commit, long length) throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    try (SeekableByteChannel channel = commit.newByteChannel("/large")) {
      for (int i = 0; i < 200; i++) {
        int count = 1 + random.nextInt(100_000);
        long at = i == 0 ? 0 : i == 1 ? length - count : random.nextLong(length - count);
        ByteBuffer read = ByteBuffer.allocate(count);
        channel.position(at);
        while (read.hasRemaining() && channel.read(read) >= 0) {}
        if (!Arrays.equals(read.array(), NoiseStream.at(1, at, count))) {
          throw new IOException(count + " bytes at " + at + " are not what was written");
        }
      }
    }
  }
}
