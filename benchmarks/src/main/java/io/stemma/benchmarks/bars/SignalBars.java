package io.stemma.benchmarks.bars;

import io.stemma.Archive;
import io.stemma.ArchiveOptions;
import io.stemma.Commit;
import io.stemma.signal.Signal;
import io.stemma.storage.StoreAccess;
import io.stemma.storage.local.DirectoryObjectStore;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** What it costs to look at a signal of an archive that is much longer than what is looked at. */
final class SignalBars {
  private static final long LENGTH = 1L << 27; // of float64: 1 GiB
  private static final String FILE = "/18040/te.f64";
  private static final ArchiveOptions UNCACHED = ArchiveOptions.DEFAULT.withoutCache();
  private static final int POINTS = 2_000;
  private static final int ROUNDS = 9;
  private static final int WARM = 5;
  private static final int PAIRS = 3;

  private SignalBars() {}

  static List<Bar> all() {
    return List.of(
        new Bar(
            "1 ms out of a float64 signal of 1 GiB, archive opened anew",
            "2 chunks, median at most 15 ms",
            SignalBars::slice),
        new Bar(
            "that signal to 2,000 points, against decoding its bytes",
            "throughput at least 0.7 of it",
            SignalBars::decimation));
  }

  /** Counts of a digitizer in volts, with noise in the last few of 16 bits. */
  private static Path recorded(Path directory) throws IOException {
    Path raw = directory.resolve("te.bin");
    Random random = new Random(1);
    ByteBuffer block = ByteBuffer.allocate(1 << 20).order(ByteOrder.LITTLE_ENDIAN);
    try (OutputStream out = Files.newOutputStream(raw)) {
      for (long i = 0; i < LENGTH; i++) {
        double wave = 10_000 * Math.sin(i * 1e-5) + random.nextInt(64);
        block.putDouble(Math.rint(wave) * 0.00488);
        if (!block.hasRemaining()) {
          out.write(block.array());
          block.clear();
        }
      }
    }
    return raw;
  }

  /** An archive with the signal. */
  private static Path archive(Path directory) throws IOException {
    Path raw = recorded(directory);
    Path home = directory.resolve("archive");
    try (Archive archive = Archive.create(home.toUri(), UNCACHED)) {
      archive
          .createRepository("shots")
          .main()
          .commit(
              "te",
              tx -> {
                try (OutputStream out = new BufferedOutputStream(tx.newOutputStream(FILE))) {
                  Signal.raw(raw, "float64 le, 1e-6 s, in eV").write(Channels.newChannel(out));
                }
              });
    }
    Files.delete(raw);
    return home;
  }

  private static Path file(Archive archive) {
    Commit head = archive.repository("shots").main().head();
    return head.path(FILE);
  }

  private static Bar.Reached slice(Path directory) throws Exception {
    Path home = archive(directory);
    Random random = new Random(2);
    double[] millis = new double[ROUNDS];
    int most = 0;
    for (int i = -WARM; i < ROUNDS; i++) {
      double from = random.nextInt(134_000) * 1e-3;
      try (ChunkReads reads = new ChunkReads(DirectoryObjectStore.open(home, StoreAccess.READ))) {
        long begin = System.nanoTime();
        try (Archive archive = Archive.open(reads, UNCACHED)) {
          double[] values = Signal.read(file(archive)).slice(from, from + 1e-3).values();
          if (i >= 0) {
            millis[i] = (System.nanoTime() - begin) / 1e6;
          }
          if (values.length != 1000) {
            throw new IllegalStateException("a slice has " + values.length + " samples");
          }
          most = Math.max(most, reads.dataFrames());
        }
      }
    }
    double median = Median.of(millis);
    return new Bar.Reached(
        String.format(Locale.ROOT, "%d chunks at most, median %.1f ms with opening", most, median),
        most <= 2 && median <= 15);
  }

  private static Bar.Reached decimation(Path directory) throws Exception {
    Path home = archive(directory);
    double[] ratios = new double[PAIRS];
    double[] decoding = new double[PAIRS];
    double[] decimating = new double[PAIRS];
    for (int i = -1; i < PAIRS; i++) { // one to warm up
      double bare;
      double points;
      try (Archive archive = Archive.open(home.toUri(), UNCACHED)) {
        bare = seconds(() -> decode(file(archive)));
      }
      try (Archive archive = Archive.open(home.toUri(), UNCACHED)) {
        points = seconds(() -> decimate(file(archive)));
      }
      if (i >= 0) {
        decoding[i] = bare;
        decimating[i] = points;
        ratios[i] = bare / points;
      }
    }
    double ratio = Median.of(ratios);
    return new Bar.Reached(
        String.format(
            Locale.ROOT,
            "%.2f of it (%.2f s decoding, %.2f s decimating)",
            ratio,
            Median.of(decoding),
            Median.of(decimating)),
        ratio >= 0.7);
  }

  /** Something whose time counts. */
  private interface Work {
    void run() throws IOException;
  }

  private static double seconds(Work work) throws IOException {
    long begin = System.nanoTime();
    work.run();
    return (System.nanoTime() - begin) / 1e9;
  }

  private static void decode(Path file) throws IOException {
    ByteBuffer block = ByteBuffer.allocate(1 << 18);
    long bytes = 0;
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      for (int n = channel.read(block); n >= 0; n = channel.read(block.clear())) {
        bytes += n;
      }
    }
    if (bytes != 128 + 8 * LENGTH) {
      throw new IllegalStateException("only " + bytes + " bytes were read");
    }
  }

  private static void decimate(Path file) throws IOException {
    if (Signal.read(file).decimate(POINTS).buckets().size() != POINTS) {
      throw new IllegalStateException("there are fewer points");
    }
  }
}
