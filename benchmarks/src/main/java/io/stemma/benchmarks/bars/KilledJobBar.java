package io.stemma.benchmarks.bars;

import io.stemma.Archive;
import io.stemma.ArchiveOptions;
import io.stemma.Commit;
import io.stemma.benchmarks.ChildJvm;
import io.stemma.benchmarks.work.JobProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;

/** A job that is killed again and again. */
final class KilledJobBar {
  private static final int DATUMS = 500;
  private static final int KILLS = 50;

  /** So long that the job is not done before it was killed often enough. */
  private static final long MILLIS = 250;

  private static final Duration START = Duration.ofMinutes(1);
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private KilledJobBar() {}

  static Bar.Reached measure(Path directory) throws Exception {
    Path calm = directory.resolve("calm");
    Path home = directory.resolve("archive");
    prepare(calm, 0);
    prepare(home, MILLIS);
    SplittableRandom random = new SplittableRandom(1);
    Set<String> finished = new HashSet<>();
    int kills = 0;
    int again = 0;
    for (boolean done = false; !done; ) {
      try (ChildJvm child =
          ChildJvm.start(JobProcess.class, List.of("-Xmx128m"), List.of(home.toString()))) {
        if (kills < KILLS) {
          awaitFirst(child);
          Thread.sleep(random.nextInt(1500));
          child.process().destroyForcibly().waitFor();
          kills++;
        } else if (child.await(PATIENCE) != 0) {
          throw new IOException("the job failed: " + child.output());
        }
        done = child.output().contains("done");
        again += count(child.output(), finished);
      }
    }
    boolean same = same(calm, home);
    return new Bar.Reached(
        String.format(
            Locale.ROOT,
            "%d kills; %d datums reported finished, %d of them run again; %s",
            kills,
            finished.size(),
            again,
            same ? "the same content" : "other content"),
        kills == KILLS && again == 0 && same);
  }

  private static void prepare(Path home, long millis) {
    try (Archive archive = Archive.create(home.toUri(), ArchiveOptions.DEFAULT.withoutCache())) {
      JobProcess.prepare(archive, DATUMS, millis);
    }
  }

  /** Waits until a datum runs, or the child has ended. */
  private static void awaitFirst(ChildJvm child) throws InterruptedException {
    long deadline = System.nanoTime() + START.toNanos();
    while (child.process().isAlive()
        && System.nanoTime() < deadline
        && child.output().stream().noneMatch(line -> line.startsWith("run "))) {
      Thread.sleep(10);
    }
  }

  /** Adds what was reported as finished; how many had been before and were run all the same. */
  private static int count(List<String> output, Set<String> finished) {
    int again = 0;
    for (String line : output) {
      if (line.startsWith("run ") && finished.contains(line.substring("run ".length()))) {
        again++;
      }
    }
    for (String line : output) {
      if (line.startsWith("finished ")) {
        finished.add(line.substring("finished ".length()));
      }
    }
    return again;
  }

  private static boolean same(Path calm, Path home) {
    ArchiveOptions options = ArchiveOptions.DEFAULT.withoutCache();
    try (Archive one = Archive.open(calm.toUri(), options);
        Archive other = Archive.open(home.toUri(), options)) {
      Commit expected = one.pipeline("out").run().commit();
      Commit found = other.repository("out").main().head();
      for (int i = 0; i < DATUMS; i++) {
        String path = "/d" + i + "/sum";
        if (!expected.readString(path).equals(found.readString(path))) {
          return false;
        }
      }
      return found.files() == DATUMS && other.verify().isClean();
    }
  }
}
