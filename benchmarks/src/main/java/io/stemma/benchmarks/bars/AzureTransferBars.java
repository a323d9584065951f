package io.stemma.benchmarks.bars;

import com.azure.storage.blob.BlobContainerClient;
import io.stemma.Archive;
import io.stemma.Branch;
import io.stemma.Commit;
import io.stemma.StemmaException;
import io.stemma.benchmarks.bars.BlobClientPeer.Way;
import io.stemma.benchmarks.data.Generate;
import io.stemma.storage.ObjectInfo;
import io.stemma.storage.ObjectStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Many bytes there and back, beside what the client library reaches by itself. */
final class AzureTransferBars {
  private static final int SHOTS = 8;
  private static final long PLAIN = 256L << 20;
  private static final int ROUNDS = 5;
  private static final int READERS = 4;
  private static final double MIB = 1 << 20;

  private final AzureRun run;
  private @Nullable Path shots;

  AzureTransferBars(AzureRun run) {
    this.run = run;
  }

  List<Bar> all() {
    return List.of(
        new Bar(
            "ingest of 256 MiB of SHOTS, beside BlobClient uploading as many stored bytes",
            "at least 0.6 x",
            this::ingest),
        new Bar(
            "the same where chunks come ready from another archive",
            "at least 0.8 x",
            this::copying),
        new Bar(
            "reading them back, files in parallel, plain bytes, beside the best download",
            "at least 1.0 x",
            this::reading));
  }

  private Path shots(Path directory) throws IOException, InterruptedException {
    Path made = shots;
    if (made == null) {
      made = directory.resolve("shots");
      Generate.writeShots(1, SHOTS, made);
      shots = made;
    }
    return made;
  }

  private Bar.Reached ingest(Path directory) throws Exception {
    Path files = shots(directory);
    warm(files);
    return besideUploads(
        directory, 0.6, main -> main.commit("ingest", tx -> tx.importDirectory(files, "/")));
  }

  /** From an archive in a directory, whose chunks need not be compressed again. */
  private Bar.Reached copying(Path directory) throws Exception {
    Path files = shots(directory);
    Path other = directory.resolve("other");
    try (Archive archive = Archive.create(other.toUri(), AzureRun.OPTIONS)) {
      Commit source =
          archive
              .createRepository("r")
              .main()
              .commit("ingest", tx -> tx.importDirectory(files, "/"));
      List<io.stemma.Entry> shotsThere = source.list("/").stream().toList();
      return besideUploads(
          directory,
          0.8,
          main ->
              main.commit(
                  "copy",
                  tx -> shotsThere.forEach(shot -> tx.copy(source, shot.path(), shot.path()))));
    } catch (StemmaException | IllegalArgumentException e) {
      return new Bar.Reached("not there: " + e, false);
    }
  }

  private interface Filling {
    Commit into(Branch main);
  }

  private Bar.Reached besideUploads(Path directory, double asked, Filling filling)
      throws IOException, InterruptedException {
    long stored = stored(filled(filling).container);
    BlobClientPeer peer = new BlobClientPeer(directory.resolve("peer"), stored);
    BlobContainerClient target = run.newContainer();
    Way best = fastest(way -> peer.upload(target, way));
    double[] ours = new double[ROUNDS];
    double[] theirs = new double[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
      if (i % 2 == 0) {
        theirs[i] = peer.upload(run.newContainer(), best);
      }
      ours[i] = filled(filling).nanos;
      if (i % 2 == 1) {
        theirs[i] = peer.upload(run.newContainer(), best);
      }
    }
    double share = Median.of(theirs) / Median.of(ours);
    return new Bar.Reached(
        String.format(
            Locale.ROOT,
            "%.2f x: %.2f s (%.2f to %.2f) for %.0f MiB plain, %.0f stored; BlobClient %.2f s (%s)",
            share,
            Median.of(ours) / 1e9,
            least(ours) / 1e9,
            most(ours) / 1e9,
            PLAIN / MIB,
            stored / MIB,
            Median.of(theirs) / 1e9,
            best),
        share >= asked);
  }

  private record Filled(BlobContainerClient container, long nanos) {}

  private Filled filled(Filling filling) throws IOException {
    BlobContainerClient container = run.newContainer();
    try (ObjectStore store = AzureRun.store(container);
        Archive archive = Archive.create(store, AzureRun.OPTIONS)) {
      Branch main = archive.createRepository("r").main();
      long begin = System.nanoTime();
      Commit commit = filling.into(main);
      long nanos = System.nanoTime() - begin;
      if (commit.bytes() != PLAIN) {
        throw new IOException("the commit has " + commit.bytes() + " bytes");
      }
      return new Filled(container, nanos);
    }
  }

  private static long stored(BlobContainerClient container) throws IOException {
    try (ObjectStore store = AzureRun.store(container);
        Stream<ObjectInfo> objects = store.list("", "", Integer.MAX_VALUE)) {
      return objects.mapToLong(ObjectInfo::length).sum();
    }
  }

  /** Reads the files once, so that none is fetched from the disk while time is taken. */
  private static void warm(Path files) throws IOException {
    try (Stream<Path> all = Files.walk(files)) {
      for (Path each : all.filter(Files::isRegularFile).toList()) {
        Files.copy(each, java.io.OutputStream.nullOutputStream());
      }
    }
  }

  private interface Timed {
    long nanos(Way way) throws IOException, InterruptedException;
  }

  /** Tries each way twice, and returns the one whose second time was the shortest. */
  private static Way fastest(Timed timed) throws IOException, InterruptedException {
    long[] nanos = new long[BlobClientPeer.WAYS.size()];
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < nanos.length; i++) {
        nanos[i] = timed.nanos(BlobClientPeer.WAYS.get(i));
      }
    }
    return BlobClientPeer.WAYS.stream()
        .min(Comparator.comparingLong(way -> nanos[BlobClientPeer.WAYS.indexOf(way)]))
        .orElseThrow();
  }

  private Bar.Reached reading(Path directory) throws Exception {
    Path files = shots(directory);
    BlobContainerClient container =
        filled(main -> main.commit("ingest", tx -> tx.importDirectory(files, "/"))).container;
    long stored = stored(container);
    BlobClientPeer peer = new BlobClientPeer(directory.resolve("peer"), stored);
    BlobContainerClient target = run.newContainer();
    for (Way way : BlobClientPeer.WAYS) {
      long unused = peer.upload(target, way);
    }
    Way best = fastest(way -> peer.download(target, way));
    read(container);
    double[] ours = new double[ROUNDS];
    double[] theirs = new double[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
      if (i % 2 == 0) {
        theirs[i] = stored * 1e9 / peer.download(target, best);
      }
      ours[i] = PLAIN * 1e9 / read(container);
      if (i % 2 == 1) {
        theirs[i] = stored * 1e9 / peer.download(target, best);
      }
    }
    double share = Median.of(ours) / Median.of(theirs);
    return new Bar.Reached(
        String.format(
            Locale.ROOT,
            "%.2f x: %.0f MiB/s (%.0f to %.0f); BlobClient %.0f MiB/s (%s)",
            share,
            Median.of(ours) / MIB,
            least(ours) / MIB,
            most(ours) / MIB,
            Median.of(theirs) / MIB,
            best),
        share >= 1.0);
  }

  /** Opens anew and reads every file; nanoseconds. */
  private static long read(BlobContainerClient container) throws IOException, InterruptedException {
    long begin = System.nanoTime();
    try (ObjectStore store = AzureRun.store(container);
        Archive archive = Archive.open(store, AzureRun.OPTIONS.forReading())) {
      Commit head = archive.repository("r").main().head();
      List<Callable<Integer>> work = new ArrayList<>();
      try (Stream<io.stemma.Entry> files = head.glob("/*/*")) {
        files.forEach(file -> work.add(() -> head.read(file.path()).length));
      }
      AzureRun.inParallel(READERS, work);
    }
    return System.nanoTime() - begin;
  }

  private static double least(double[] values) {
    return Arrays.stream(values).min().orElseThrow();
  }

  private static double most(double[] values) {
    return Arrays.stream(values).max().orElseThrow();
  }
}
