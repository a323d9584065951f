package io.stemma.benchmarks.bars;

import io.stemma.Archive;
import io.stemma.Branch;
import io.stemma.Commit;
import io.stemma.Input;
import io.stemma.PipelineOptions;
import io.stemma.benchmarks.work.CountWords;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordingFile;

/**
 * How much of a job's time is spent on what is kept of where results come from: of the samples that
 * the flight recorder takes of running threads of Stemma, those within that work.
 */
final class ProvenanceTimeBar {
  private static final int DATUMS = 10_000;
  private static final int WARM = 6;
  private static final int JOBS = 20;

  /**
   * What does that work: the results of datums, and trees that lead to them from files and names.
   */
  private static final Set<String> CLASSES =
      Set.of(
          "io.stemma.internal.format.v1.DatumResult",
          "io.stemma.internal.format.v1.JobRecord",
          "io.stemma.internal.pipeline.DatumTable",
          "io.stemma.internal.pipeline.FileOwners",
          "io.stemma.internal.pipeline.StoredCode",
          "io.stemma.internal.pipeline.JobCause");

  /** Of threads that run Java, and of those that the system does something for. */
  private static final Set<String> SAMPLES =
      Set.of("jdk.ExecutionSample", "jdk.NativeMethodSample");

  private static final String RUN = "io.stemma.internal.pipeline.DatumRun";

  private ProvenanceTimeBar() {}

  static Bar.Reached measure(Path directory) throws Exception {
    try (Archive archive = ProvenanceBars.create(directory)) {
      Branch main = archive.createRepository("in").main();
      Commit unused =
          main.commit(
              "fill",
              tx -> {
                for (int i = 0; i < DATUMS; i++) {
                  tx.write("/s" + i, "datum " + i + " ".repeat(1000));
                }
              });
      run(archive, 0, WARM);
      Path file = directory.resolve("job.jfr");
      try (Recording recording = new Recording()) {
        for (String sample : SAMPLES) {
          recording.enable(sample).withPeriod(Duration.ofMillis(5));
        }
        recording.start();
        run(archive, WARM, WARM + JOBS);
        recording.stop();
        recording.dump(file);
      }
      long[] counts = counts(file);
      double share = 100.0 * counts[1] / counts[0];
      return new Bar.Reached(
          String.format(Locale.ROOT, "%.1f %% (%,d of %,d samples)", share, counts[1], counts[0]),
          counts[0] > 100 && share <= 10);
    }
  }

  private static void run(Archive archive, int from, int to) {
    for (int i = from; i < to; i++) {
      Commit made =
          archive
              .definePipeline(
                  "p" + i,
                  new CountWords(),
                  Input.each("in", "/{s}"),
                  PipelineOptions.DEFAULT.runningEveryJob())
              .run()
              .commit();
      if (made.files() != DATUMS) {
        throw new IllegalStateException("all were to run");
      }
    }
  }

  /** All samples of threads that do the library's and the user's work, and those of provenance. */
  private static long[] counts(Path file) throws IOException {
    long all = 0;
    long own = 0;
    for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
      Optional<List<RecordedFrame>> frames =
          Optional.ofNullable(event.getStackTrace()).map(RecordedStackTrace::getFrames);
      if (!SAMPLES.contains(event.getEventType().getName())
          || frames.isEmpty()
          || frames.get().stream().noneMatch(ProvenanceTimeBar::isStemma)) {
        continue;
      }
      all++;
      own +=
          frames.get().stream().anyMatch(ProvenanceTimeBar::isProvenance)
                  || isResultWritten(frames.get())
              ? 1
              : 0;
    }
    return new long[] {all, own};
  }

  private static String type(RecordedFrame frame) {
    String name = frame.getMethod().getType().getName();
    int nested = name.indexOf('$');
    return nested < 0 ? name : name.substring(0, nested);
  }

  private static boolean isStemma(RecordedFrame frame) {
    return type(frame).startsWith("io.stemma.");
  }

  private static boolean isProvenance(RecordedFrame frame) {
    String type = type(frame);
    return CLASSES.contains(type)
        || type.equals(RUN) && frame.getMethod().getName().equals("result");
  }

  /** Whether the result of a datum is being stored: no other object is written just there. */
  private static boolean isResultWritten(List<RecordedFrame> frames) {
    for (int i = 1; i < frames.size(); i++) {
      if (type(frames.get(i)).equals(RUN) && frames.get(i).getMethod().getName().equals("once")) {
        return frames.get(i - 1).getMethod().getName().equals("writeNew");
      }
    }
    return false;
  }
}
