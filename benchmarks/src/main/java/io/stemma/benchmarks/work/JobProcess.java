package io.stemma.benchmarks.work;

import io.stemma.Archive;
import io.stemma.ArchiveOptions;
import io.stemma.Branch;
import io.stemma.Commit;
import io.stemma.DatumReport;
import io.stemma.DatumState;
import io.stemma.Input;
import io.stemma.Job;
import io.stemma.JobFailedException;
import io.stemma.JobState;
import io.stemma.Pipeline;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/** Runs a job, and says which of its datums are finished as soon as the job says so. */
public final class JobProcess {
  private static final Duration LOOK = Duration.ofMillis(20);

  private JobProcess() {}

  /** Makes an archive with something to do. */
  public static Pipeline prepare(Archive archive, int datums, long millis) {
    Branch main = archive.createRepository("in").main();
    Commit unused =
        main.commit(
            "fill",
            tx -> {
              for (int i = 0; i < datums; i++) {
                tx.write("/d" + i, "datum " + i);
              }
            });
    return archive.definePipeline("out", new SlowSum(millis), Input.each("in", "/{d}"));
  }

  /**
   * Runs.
   *
   * @param args the archive
   */
  public static void main(String[] args) {
    try (Archive archive =
        Archive.open(Path.of(args[0]).toUri(), ArchiveOptions.DEFAULT.withoutCache())) {
      Job job = archive.pipeline("out").start();
      Set<String> told = new HashSet<>();
      boolean ended;
      do {
        ended = job.await(LOOK);
        for (DatumReport report : job.datums()) {
          if (report.state() == DatumState.FINISHED && told.add(report.name())) {
            System.out.println("finished " + report.name());
          }
        }
      } while (!ended);
      if (job.state() != JobState.SUCCEEDED) {
        throw new JobFailedException(job);
      }
      System.out.println("done");
    }
  }
}
