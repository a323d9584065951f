package io.stemma.benchmarks.bars;

import io.stemma.Archive;
import io.stemma.ArchiveOptions;
import io.stemma.Branch;
import io.stemma.Commit;
import io.stemma.Input;
import io.stemma.Job;
import io.stemma.Pipeline;
import io.stemma.PipelineOptions;
import io.stemma.Plan;
import io.stemma.benchmarks.work.CountWords;
import io.stemma.benchmarks.work.GainedValue;
import io.stemma.benchmarks.work.NoiseStream;
import io.stemma.benchmarks.work.TurnedBits;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What pipelines cost beyond the user's code. */
final class PipelineBars {
  private static final int SMALL = 10_000;
  private static final int LARGE = 100_000;
  private static final int SHOTS = 10_000;
  private static final int ROUNDS = 7;
  private static final int BATCH = 50_000;

  private PipelineBars() {}

  static List<Bar> all() {
    return List.of(
        new Bar(
            "job over 10,000 datums of 1 KiB: nothing changed / one changed; the same at 100,000",
            "at most 50 / 100 ms; at most 1.5 x",
            PipelineBars::incremental),
        new Bar(
            "overhead per new small datum",
            "at most 0.3 ms of one core, durable results included",
            PipelineBars::overhead),
        new Bar(
            "A -> B -> A of a calibration; two pipelines that share a step",
            "nothing runs the second time",
            PipelineBars::memory),
        new Bar(
            "one interval edited among 10,000 shots",
            "exactly its shots run; the plan said so; plan at most 100 ms",
            PipelineBars::interval),
        new Bar(
            "1 GiB of shots: copied through / scaled by a constant",
            "no data read or written / at least 0.7 x the same code on plain files, output durable",
            ScalingBar::measure),
        new Bar(
            "kill -9 at 50 random moments of a job of 500 datums",
            "every datum reported finished is reused; the same content as without kills",
            KilledJobBar::measure),
        new Bar("-Xmx256m, datums of 64 MiB, 2 at once", "pass", PipelineBars::large));
  }

  private static Archive create(Path directory) {
    return Archive.create(
        directory.resolve("archive").toUri(), ArchiveOptions.DEFAULT.withoutCache());
  }

  private static byte[] content(int number, String version) {
    byte[] content = new byte[1024];
    Arrays.fill(content, (byte) ' ');
    byte[] words = ("datum " + number + " " + version).getBytes(StandardCharsets.UTF_8);
    System.arraycopy(words, 0, content, 0, words.length);
    return content;
  }

  private static String name(int number) {
    return String.format(Locale.ROOT, "/d%06d", number);
  }

  private static Pipeline words(Archive archive, int datums) {
    Branch main = archive.createRepository("in").main();
    for (int done = 0; done < datums; done += BATCH) {
      int from = done;
      int to = Math.min(datums, done + BATCH);
      Commit unused =
          main.commit(
              "fill",
              tx -> {
                for (int i = from; i < to; i++) {
                  tx.write(name(i), content(i, "first"));
                }
              });
    }
    return archive.definePipeline("words", new CountWords(), Input.each("in", "/{d}"));
  }

  private record Times(double unchanged, double one) {}

  private static Times times(Path directory, int datums) {
    try (Archive archive = create(directory)) {
      Pipeline words = words(archive, datums);
      Branch main = archive.repository("in").main();
      Job unused = words.run();
      double[] unchanged = new double[ROUNDS];
      double[] one = new double[ROUNDS];
      for (int i = 0; i < ROUNDS; i++) {
        int round = i;
        long begin = System.nanoTime();
        Job same = words.run();
        unchanged[i] = (System.nanoTime() - begin) / 1e6;
        require(same.progress().finished() == 0, "nothing was to run");
        Commit edited =
            main.commit(
                "one", tx -> tx.write(name(round * 7), content(round * 7, "round " + round)));
        begin = System.nanoTime();
        Job job = words.run();
        one[i] = (System.nanoTime() - begin) / 1e6;
        require(job.progress().finished() == 1, "one datum was to run, of " + edited.id());
      }
      return new Times(Median.of(unchanged), Median.of(one));
    }
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new IllegalStateException(what);
    }
  }

  private static Bar.Reached incremental(Path directory) {
    Times small = times(directory.resolve("small"), SMALL);
    Times large = times(directory.resolve("large"), LARGE);
    return new Bar.Reached(
        String.format(
            Locale.ROOT,
            "%.1f / %.1f ms; at 100,000 %.1f / %.1f ms, %.2f x / %.2f x",
            small.unchanged,
            small.one,
            large.unchanged,
            large.one,
            large.unchanged / small.unchanged,
            large.one / small.one),
        small.unchanged <= 50
            && small.one <= 100
            && large.unchanged <= 1.5 * small.unchanged
            && large.one <= 1.5 * small.one);
  }

  private static long cpuNanos() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private static Bar.Reached overhead(Path directory) {
    double[] cpu = new double[3];
    double[] wall = new double[3];
    for (int i = 0; i < cpu.length; i++) {
      try (Archive archive = create(directory.resolve("" + i))) {
        Pipeline words = words(archive, SMALL);
        long cpuBegin = cpuNanos();
        long begin = System.nanoTime();
        Job job = words.run();
        wall[i] = (System.nanoTime() - begin) / 1e6 / SMALL;
        cpu[i] = (cpuNanos() - cpuBegin) / 1e6 / SMALL;
        require(job.progress().finished() == SMALL, "all were to run");
      }
    }
    return new Bar.Reached(
        String.format(
            Locale.ROOT,
            "%.3f ms of a core (first time in a JVM %.3f), %.3f ms of time",
            Median.of(cpu),
            cpu[0],
            Median.of(wall)),
        Median.of(cpu) <= 0.3);
  }

  private static Pipeline gained(Archive archive, String name) {
    return archive.definePipeline(
        name,
        new GainedValue(),
        Input.each("shots", "/{shot}").as("shot").valid("cal", "/*", "shot").as("cal"));
  }

  /** Shots of one number each, and an interval of validity for every hundred. */
  private static Branch shots(Archive archive, int shots) {
    Branch main = archive.createRepository("shots").main();
    Commit filled =
        main.commit(
            "fill",
            tx -> {
              for (int i = 0; i < shots; i++) {
                tx.write("/" + (10_000 + i), "" + i);
              }
            });
    require(filled.files() == shots, "all are in");
    Branch cal = archive.createRepository("cal").main();
    Commit unused =
        cal.commit(
            "set",
            tx -> {
              for (int i = 0; i < shots; i += 100) {
                tx.write("/c" + i, "2").validity("/c" + i, 10_000 + i, 10_099 + i);
              }
            });
    return cal;
  }

  private static Bar.Reached memory(Path directory) {
    try (Archive archive = create(directory)) {
      Branch cal = shots(archive, 1000);
      Pipeline first = gained(archive, "first");
      long ran = first.run().progress().finished();
      Commit other = cal.commit("B", tx -> tx.write("/c0", "3"));
      long again = first.run().progress().finished();
      Commit back = cal.commit("A", tx -> tx.write("/c0", "2"));
      long third = first.run().progress().finished();
      long shared = gained(archive, "second").run().progress().finished();
      return new Bar.Reached(
          String.format(
              Locale.ROOT,
              "%d ran, %d for B, %d for A again, %d in the second pipeline (%s, %s)",
              ran,
              again,
              third,
              shared,
              other.message(),
              back.message()),
          ran == 1000 && again == 100 && third == 0 && shared == 0);
    }
  }

  private static Bar.Reached interval(Path directory) {
    try (Archive archive = create(directory)) {
      Branch cal = shots(archive, SHOTS);
      Pipeline pipeline = gained(archive, "gained");
      Job all = pipeline.run();
      double[] millis = new double[ROUNDS];
      boolean exact = all.progress().finished() == SHOTS;
      for (int i = 0; i < ROUNDS; i++) {
        String value = "2." + i;
        String path = "/c" + 100 * (i + 3);
        Commit unused = cal.commit("edit", tx -> tx.write(path, value));
        long begin = System.nanoTime();
        Plan plan = pipeline.plan();
        millis[i] = (System.nanoTime() - begin) / 1e6;
        int from = 10_000 + 100 * (i + 3);
        exact &= plan.run().size() == 100 && plan.reused() == SHOTS - 100;
        exact &= plan.run().get(0).name().equals("/" + from);
        exact &= plan.run().get(99).name().equals("/" + (from + 99));
        exact &= pipeline.run().progress().finished() == 100;
      }
      return new Bar.Reached(
          String.format(
              Locale.ROOT,
              "%s; plan %.1f ms",
              exact ? "exactly its 100 shots, as planned" : "other shots ran",
              Median.of(millis)),
          exact && Median.of(millis) <= 100);
    }
  }

  private static Bar.Reached large(Path directory) {
    long heap = Runtime.getRuntime().maxMemory();
    try (Archive archive = create(directory)) {
      Commit in =
          archive
              .createRepository("in")
              .main()
              .commit(
                  "noise",
                  tx -> {
                    for (int i = 0; i < 6; i++) {
                      tx.write("/" + i, new NoiseStream(i, 64L << 20));
                    }
                  });
      Job job =
          archive
              .definePipeline(
                  "out",
                  new TurnedBits(),
                  Input.each("in", "/*"),
                  PipelineOptions.DEFAULT.withParallelism(2))
              .run();
      boolean whole = job.commit().bytes() == in.bytes() && archive.verify().isClean();
      return new Bar.Reached(
          String.format(
              Locale.ROOT,
              "%s, with %d MiB of heap",
              whole ? "passes" : "is not whole",
              heap >> 20),
          whole && heap <= 256L << 20);
    }
  }
}
