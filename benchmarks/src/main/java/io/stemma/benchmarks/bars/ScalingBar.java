package io.stemma.benchmarks.bars;

import io.stemma.Archive;
import io.stemma.ArchiveOptions;
import io.stemma.Commit;
import io.stemma.Input;
import io.stemma.Job;
import io.stemma.benchmarks.Directories;
import io.stemma.benchmarks.data.Generate;
import io.stemma.benchmarks.work.CopiedShot;
import io.stemma.benchmarks.work.ScaledFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/** A gibibyte of shots through a pipeline, beside the same code on plain files. */
final class ScalingBar {
  private static final int SHOTS = 32;
  private static final int ROUNDS = 3;
  private static final double GIB = 1 << 30;

  private ScalingBar() {}

  static Bar.Reached measure(Path directory) throws Exception {
    Path files = directory.resolve("shots");
    Generate.writeShots(1, SHOTS, files);
    Path home = directory.resolve("archive");
    double[] ours = new double[ROUNDS];
    double[] plain = new double[ROUNDS];
    long grown;
    double copied;
    try (Archive archive = Archive.create(home.toUri(), ArchiveOptions.DEFAULT.withoutCache())) {
      Commit shots =
          archive
              .createRepository("shots")
              .main()
              .commit("in", tx -> tx.importDirectory(files, "/"));
      Input each = Input.each("shots", "/{shot}");
      long before = Directories.bytes(home);
      long begin = System.nanoTime();
      Job copying = archive.definePipeline("copied", new CopiedShot(), each).run();
      copied = (System.nanoTime() - begin) / 1e9;
      grown = Directories.bytes(home) - before;
      if (copying.commit().bytes() != shots.bytes()) {
        throw new IOException("not all was handed on");
      }
      for (int i = 0; i < ROUNDS; i++) {
        ScaledFile scaling = new ScaledFile(3 + 2 * i);
        begin = System.nanoTime();
        Job job = archive.definePipeline("scaled" + i, scaling, each).run();
        ours[i] = (System.nanoTime() - begin) / 1e9;
        if (job.commit().bytes() != shots.bytes()) {
          throw new IOException("not all was scaled");
        }
        Path target = directory.resolve("plain" + i);
        plain[i] = scaled(scaling, files, target);
        Directories.delete(target);
      }
    }
    double share = Median.of(plain) / Median.of(ours);
    return new Bar.Reached(
        String.format(
            Locale.ROOT,
            "copied in %.2f s, %,d bytes written; scaled %.2f s, plain files %.2f s: %.2f x (%.0f"
                + " MiB/s)",
            copied,
            grown,
            Median.of(ours),
            Median.of(plain),
            share,
            GIB / (1 << 20) / Median.of(ours)),
        grown < 1 << 20 && share >= 0.7);
  }

  /** Scales files to files, each of which is forced to the disk; seconds. */
  private static double scaled(ScaledFile scaling, Path from, Path to) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try (Stream<Path> all = Files.walk(from)) {
      List<Path> files = all.filter(Files::isRegularFile).toList();
      long begin = System.nanoTime();
      List<Callable<Void>> work =
          files.stream()
              .map(
                  file ->
                      (Callable<Void>)
                          () -> {
                            scale(scaling, file, to.resolve(from.relativize(file)));
                            return null;
                          })
              .toList();
      for (Future<Void> done : threads.invokeAll(work)) {
        Void unused = done.get();
      }
      return (System.nanoTime() - begin) / 1e9;
    } finally {
      threads.shutdown();
    }
  }

  private static void scale(ScaledFile scaling, Path from, Path to) throws IOException {
    Files.createDirectories(to.getParent());
    scaling.scale(from, to);
    try (FileChannel channel = FileChannel.open(to, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }
}
