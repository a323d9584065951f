package io.stemma.benchmarks.bars;

import io.stemma.Archive;
import io.stemma.ArchiveOptions;
import io.stemma.Commit;
import io.stemma.benchmarks.Latencies;
import io.stemma.benchmarks.compare.FileRange;
import io.stemma.benchmarks.compare.WorkTree;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Reads within files. */
final class ReadBars {
  private static final int PASSES = 5;
  private static final int WARMING = 2;
  private static final String SAME_EVERYWHERE = "time.f64";

  private final PeerRun shots;

  ReadBars(PeerRun shots) {
    this.shots = shots;
  }

  List<Bar> all() {
    return List.of(
        new Bar(
            "1 MiB out of a 4 MiB file, nothing cached by us, warm JVM",
            "median 4 ms, p99 8 ms",
            this::ranges));
  }

  private Bar.Reached ranges(Path directory) throws Exception {
    WorkTree tree = shots.tree(directory);
    Path home = directory.resolve("archive");
    ArchiveOptions options = ArchiveOptions.DEFAULT.withoutCache();
    try (Archive archive = Archive.create(home.toUri(), options)) {
      archive
          .createRepository("r")
          .main()
          .commit("ingest", tx -> tx.importDirectory(tree.root(), "/"));
    }
    Latencies latencies = new Latencies();
    for (int pass = 0; pass < PASSES; pass++) {
      Latencies into = pass < WARMING ? new Latencies() : latencies;
      WorkTree.warm(home);
      // Opened anew, and no file read twice: nothing that was read before can be of help.
      try (Archive archive = Archive.open(home.toUri(), options)) {
        Commit head = archive.repository("r").main().head();
        for (FileRange range : tree.ranges(Integer.MAX_VALUE, pass)) {
          if (!range.path().endsWith(SAME_EVERYWHERE)) {
            long begin = System.nanoTime();
            read(head, range);
            into.add(System.nanoTime() - begin);
          }
        }
      }
    }
    double median = latencies.percentileMillis(50);
    double p99 = latencies.percentileMillis(99);
    return new Bar.Reached(
        String.format(
            Locale.ROOT, "median %.2f ms, p99 %.2f ms (%d reads)", median, p99, latencies.count()),
        median <= 4 && p99 <= 8);
  }

  private static void read(Commit head, FileRange range) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(range.length());
    try (SeekableByteChannel channel = head.newByteChannel("/" + range.path())) {
      channel.position(range.offset());
      while (buffer.hasRemaining() && channel.read(buffer) >= 0) {}
    }
    if (buffer.hasRemaining()) {
      throw new IOException("only " + buffer.position() + " bytes of " + range);
    }
  }
}
