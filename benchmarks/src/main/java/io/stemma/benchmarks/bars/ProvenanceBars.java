package io.stemma.benchmarks.bars;

import io.stemma.Archive;
import io.stemma.ArchiveOptions;
import io.stemma.Branch;
import io.stemma.Commit;
import io.stemma.Derivation;
import io.stemma.Input;
import io.stemma.Job;
import io.stemma.Pipeline;
import io.stemma.Replay;
import io.stemma.Trust;
import io.stemma.benchmarks.Directories;
import io.stemma.benchmarks.data.Generate;
import io.stemma.benchmarks.work.NextNumber;
import io.stemma.benchmarks.work.ScaledFile;
import io.stemma.benchmarks.work.SplineFit;
import io.stemma.internal.code.CapturedCode;
import io.stemma.internal.code.CodeId;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What it costs to know where results come from, and to compute them again. */
final class ProvenanceBars {
  private static final int FILES = 100_000;
  private static final int SMALL = 10_000;
  private static final int DEPTH = 4;
  private static final int ROUNDS = 9;
  private static final int SHOTS = 32;

  /** So many rounds go before those that count, until the code is compiled. */
  private static final int WARM_CAPTURES = 50;

  private static final int WARM_QUERIES = 500;

  private ProvenanceBars() {}

  static List<Bar> all() {
    return List.of(
        new Bar(
            "replay after the class changed / is gone / on JDK 25 of a commit made on 17",
            "identical",
            OtherClassesBar::measure),
        new Bar(
            "capture and id of a transformation that reaches commons-math, warm / job with nothing"
                + " new",
            "at most 100 ms / not captured again",
            ProvenanceBars::capture),
        new Bar(
            "derivation of one of 100,000 files, four pipelines deep",
            "at most 20 ms warm",
            ProvenanceBars::derivation),
        new Bar(
            "downstream of one calibration over 100,000 shots",
            "at most 1 s warm, without the catalog",
            DownstreamBar::measure),
        new Bar(
            "provenance's share of the stored bytes, 10,000 small datums",
            "at most 300 bytes a file",
            ProvenanceBars::bytes),
        new Bar(
            "provenance's share of the time of a job, 10,000 datums of 1 KiB",
            "at most 10 %",
            ProvenanceTimeBar::measure),
        new Bar(
            "archive with a class that attacks on load",
            "nothing of it runs outside replay",
            HostileArchiveBar::measure),
        new Bar(
            "replay of 1 GiB of results",
            "at least 0.8 x the speed of the job",
            ProvenanceBars::speed));
  }

  static Archive create(Path directory) {
    return Archive.create(
        directory.resolve("archive").toUri(), ArchiveOptions.DEFAULT.withoutCache());
  }

  private static Bar.Reached capture(Path directory) throws Exception {
    List<URL> places = new ArrayList<>();
    for (String place : System.getProperty("java.class.path").split(File.pathSeparator)) {
      if (!place.contains("stemma-core") && !place.contains("core/target")) {
        places.add(Path.of(place).toUri().toURL());
      }
    }
    double[] millis = new double[ROUNDS];
    int classes = 0;
    for (int i = 0; i < WARM_CAPTURES + ROUNDS; i++) {
      try (URLClassLoader anew =
          new OwnFirst(places.toArray(URL[]::new), ProvenanceBars.class.getClassLoader())) {
        Class<?> type = anew.loadClass(SplineFit.class.getName());
        long begin = System.nanoTime();
        CapturedCode code = CapturedCode.of(type, false);
        String id = CodeId.of(type, code);
        millis[i % ROUNDS] = (System.nanoTime() - begin) / 1e6;
        classes = code.classes().size();
        if (!id.equals(CodeId.of(SplineFit.class))) {
          throw new IllegalStateException("the same code has another id");
        }
      }
    }
    boolean same;
    try (Archive archive = create(directory)) {
      Branch main = archive.createRepository("in").main();
      Commit unused = main.commit("one", tx -> tx.write("/a", "1"));
      Pipeline fit = archive.definePipeline("fit", new SplineFit(100), Input.each("in", "/*"));
      Commit first = fit.run().commit();
      unused = main.commit("two", tx -> tx.write("/b", "2"));
      Commit second = fit.run().commit();
      same =
          first.code().orElseThrow().files().id().equals(second.code().orElseThrow().files().id());
    }
    return new Bar.Reached(
        String.format(
            Locale.ROOT,
            "%.0f ms, %d classes / %s",
            Median.of(millis),
            classes,
            same ? "the stored code is taken over" : "stored again"),
        Median.of(millis) <= 100 && same);
  }

  /** Loads what is not Stemma's or the JDK's itself, so that nothing is known of its classes. */
  private static final class OwnFirst extends URLClassLoader {
    OwnFirst(URL[] places, ClassLoader parent) {
      super(places, parent);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        boolean own =
            name.startsWith("org.apache.commons.math3.")
                || name.startsWith("io.stemma.benchmarks.work.");
        if (loaded != null || !own) {
          return loaded != null ? loaded : super.loadClass(name, resolve);
        }
        return findClass(name);
      }
    }
  }

  static void numbers(Branch main, int count) {
    Commit unused =
        main.commit(
            "fill",
            tx -> {
              for (int i = 0; i < count; i++) {
                tx.write("/s" + i, "" + i);
              }
            });
  }

  private static Bar.Reached derivation(Path directory) {
    try (Archive archive = create(directory)) {
      numbers(archive.createRepository("p0").main(), FILES);
      for (int depth = 1; depth <= DEPTH; depth++) {
        Job job =
            archive
                .definePipeline(
                    "p" + depth,
                    new NextNumber(depth == 1 ? "" : "n"),
                    Input.each("p" + (depth - 1), "/{s}"))
                .run();
        if (job.progress().finished() != FILES) {
          throw new IllegalStateException("all were to run");
        }
      }
      Commit last = archive.repository("p" + DEPTH).main().head();
      double[] millis = new double[ROUNDS];
      int depth = 0;
      for (int i = 0; i < WARM_QUERIES + ROUNDS; i++) {
        long begin = System.nanoTime();
        Derivation derivation = last.derivation("/s" + i * 5_123 % FILES + "/n");
        depth = 0;
        while (!derivation.sources().isEmpty()) {
          derivation = derivation.sources().get(0);
          depth++;
        }
        millis[i % ROUNDS] = (System.nanoTime() - begin) / 1e6;
      }
      return new Bar.Reached(
          String.format(Locale.ROOT, "%.2f ms, %d deep", Median.of(millis), depth),
          Median.of(millis) <= 20 && depth == DEPTH);
    }
  }

  /** What a job stores for its files beyond what a commit of the same files stores. */
  private static Bar.Reached bytes(Path directory) throws IOException {
    try (Archive archive = create(directory)) {
      numbers(archive.createRepository("in").main(), SMALL);
      Pipeline next = archive.definePipeline("next", new NextNumber(""), Input.each("in", "/{s}"));
      long before = Directories.bytes(directory);
      Job job = next.run();
      long by = Directories.bytes(directory) - before;
      Path other = directory.resolveSibling(directory.getFileName() + "-plain");
      long plain;
      try (Archive bare = create(other)) {
        Branch main = bare.createRepository("out").main();
        before = Directories.bytes(other);
        Commit unused =
            main.commit(
                "the same files",
                tx -> {
                  for (int i = 0; i < SMALL; i++) {
                    tx.write("/s" + i + "/n", "" + (i + 1));
                  }
                });
        plain = Directories.bytes(other) - before;
      }
      double share = (by - plain) / (double) job.commit().files();
      return new Bar.Reached(
          String.format(
              Locale.ROOT, "%.0f bytes a file (%,d by the job, %,d without)", share, by, plain),
          share <= 300);
    }
  }

  private static Bar.Reached speed(Path directory) throws Exception {
    Path files = directory.resolve("shots");
    Generate.writeShots(1, SHOTS, files);
    double[] job = new double[3];
    double[] again = new double[3];
    try (Archive archive = create(directory)) {
      Commit shots =
          archive
              .createRepository("shots")
              .main()
              .commit("in", tx -> tx.importDirectory(files, "/"));
      for (int i = 0; i < job.length; i++) {
        Pipeline scaled =
            archive.definePipeline(
                "scaled" + i, new ScaledFile(3 + 2 * i), Input.each("shots", "/{shot}"));
        long begin = System.nanoTime();
        Commit made = scaled.run().commit();
        job[i] = (System.nanoTime() - begin) / 1e9;
        begin = System.nanoTime();
        try (Replay replay = made.replay(Trust.RECORDED_CODE)) {
          again[i] = (System.nanoTime() - begin) / 1e9;
          if (!replay.isIdentical() || made.bytes() != shots.bytes()) {
            throw new IllegalStateException(replay.toString());
          }
        }
      }
    }
    double share = Median.of(job) / Median.of(again);
    return new Bar.Reached(
        String.format(
            Locale.ROOT,
            "job %.2f s, replay %.2f s: %.2f x",
            Median.of(job),
            Median.of(again),
            share),
        share >= 0.8);
  }
}
