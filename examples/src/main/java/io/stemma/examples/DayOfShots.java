package io.stemma.examples;

import io.stemma.Archive;
import io.stemma.Branch;
import io.stemma.Commit;
import io.stemma.DatumReport;
import io.stemma.Derivation;
import io.stemma.Entry;
import io.stemma.Import;
import io.stemma.ImportOptions;
import io.stemma.Input;
import io.stemma.Job;
import io.stemma.Merge;
import io.stemma.Pipeline;
import io.stemma.Replay;
import io.stemma.Repository;
import io.stemma.Trust;
import io.stemma.Verification;
import io.stemma.VerifyOptions;
import io.stemma.signal.Signal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The main job: takes in a day of shots, calibrates them, corrects a calibration on a branch,
 * merges it, calibrates what that affects and compares, tells where a result comes from, changes
 * the algorithm, computes the old results again by the old code, appends a shot, reads a slice from
 * the middle of a signal, checks every byte, and tells what it did.
 *
 * <p>{@code DayOfShots [--archive DIR] [--shots COUNT] [--seed SEED] [DATA-DIR]}: without a
 * directory of data it makes some shots.
 */
public final class DayOfShots {
  private static final int FIRST = 18_000;

  private final Story story = new Story();
  private final DayOptions options;

  private DayOfShots(DayOptions options) {
    this.options = options;
  }

  /**
   * Runs the job.
   *
   * @param args see the description of this class
   * @throws IOException if a file cannot be read or written
   */
  public static void main(String[] args) throws IOException {
    DayOptions options;
    try {
      options = DayOptions.of(args);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
      return;
    }
    System.exit(new DayOfShots(options).run() ? 0 : 1);
  }

  private boolean run() throws IOException {
    Path work = Files.createTempDirectory("stemma-day-");
    try {
      PlasmaShots shots = new PlasmaShots(options.seed());
      int last = FIRST + options.shots() - 1;
      Path day = options.data().orElse(work.resolve("day"));
      if (options.data().isEmpty()) {
        story.timed("make", () -> shots.write(day, FIRST, last));
      }
      shots.write(work.resolve("late"), last + 1, last + 1);
      Path place = options.archive().orElse(work.resolve("archive"));
      boolean clean;
      try (Archive archive = Archive.openOrCreate(place)) {
        clean = tell(archive, day, work.resolve("late"), last + 1);
      }
      story.line("stored", Story.bytes(Trees.bytes(place)) + " in " + place);
      story.print(System.out);
      return clean;
    } finally {
      Trees.delete(work);
    }
  }

  private boolean tell(Archive archive, Path day, Path late, int lateShot) throws IOException {
    Branch shots = archive.ensureRepository("shots").main();
    Commit imported = ingest(shots, day);
    Repository calibrations = archive.ensureRepository("calibrations");
    measureCalibration(calibrations.main());
    Pipeline te =
        archive.definePipeline(
            "te",
            new Calibrate("te"),
            Input.each("shots", "/{shot:180??}")
                .as("shot")
                .valid("calibrations", "/te/*", "shot")
                .as("cal"));
    Job calibrated = story.timed("calibrate", te::run);
    story.line("", calibrated.toString());
    correctCalibration(calibrations);
    Commit recalibrated = recalibrate(te, calibrated.commit());
    changeAlgorithm(archive, te, recalibrated);
    Commit appended = shots.commit("" + lateShot, tx -> tx.importDirectory(late, "/"));
    story.line("append", "shot " + lateShot + ": " + appended.changesSince(imported).summary());
    readSlice(appended, "/" + lateShot + "/te.i16");
    Verification report = story.timed("verify", () -> archive.verify(VerifyOptions.EVERY_BYTE));
    story.line("", report.toString());
    story.line("history", archive.operations(20).toString());
    return report.isClean();
  }

  private Commit ingest(Branch shots, Path day) throws IOException {
    List<Import> done = new ArrayList<>();
    Commit commit =
        story.timed(
            "ingest",
            () -> {
              try (Progress progress = new Progress("ingest")) {
                ImportOptions listening = ImportOptions.DEFAULT.withListener(progress::show);
                return shots.commit(
                    "shots of " + day.getFileName(),
                    tx -> {
                      done.add(tx.importDirectory(day, "/", listening));
                    });
              }
            });
    story.line("", done.get(0).toString());
    story.line("", "commit " + commit);
    return commit;
  }

  private static void measureCalibration(Branch main) {
    if (!main.head().exists("/te/a")) {
      main.commit(
          "2024A",
          tx ->
              tx.write("/te/a", "1.00")
                  .validity("/te/a", FIRST, FIRST + 31)
                  .write("/te/b", "1.02")
                  .validity("/te/b", FIRST + 32, FIRST + 99));
    }
  }

  private Commit recalibrate(Pipeline te, Commit before) throws IOException {
    story.line("plan", te.plan().toString());
    Job job = story.timed("rerun", te::run);
    story.line("", job.toString());
    story.line("compare", job.commit().changesSince(before).numeric().toString());
    Optional<String> first = job.datums().stream().findFirst().map(DatumReport::name);
    if (first.isPresent()) {
      tellOrigin(job.commit().derivation(first.get() + "/te.f64"));
    }
    return job.commit();
  }

  private void tellOrigin(Derivation derivation) throws IOException {
    story.line("origin", derivation.toString());
    if (options.archive().isPresent()) {
      Path picture = Path.of(options.archive().get() + "-origin.svg");
      Files.writeString(picture, derivation.provenance().svg());
      story.line("", "drawn in " + picture);
    }
  }

  /** Results of the code of yesterday, by the code of today and by their own. */
  private void changeAlgorithm(Archive archive, Pipeline te, Commit before) throws IOException {
    archive.definePipeline("te", new Smooth("te", 5), te.definition().input());
    Job smoothed = story.timed("smooth", te::run);
    story.line("", smoothed.toString());
    try (Stream<Entry> files = before.walk("/")) {
      String file = files.findFirst().orElseThrow().path();
      Derivation now = smoothed.commit().derivation(file);
      story.line("explain", now.explain(before.derivation(file)).toString());
    }
    try (Replay replay = story.timed("replay", () -> before.replay(Trust.RECORDED_CODE))) {
      story.line("", replay.requireIdentical().toString());
    }
  }

  private void correctCalibration(Repository calibrations) {
    Branch main = calibrations.main();
    Branch corrected =
        calibrations.createBranch("corrected-" + calibrations.branches().size(), main.head());
    double before = Double.parseDouble(main.head().readString("/te/b"));
    corrected.commit("te recalibrated", tx -> tx.write("/te/b", "" + (before + 0.01)));
    main.commit("ne measured", tx -> tx.write("/ne/a", "0." + calibrations.branches().size()));
    story.line("correct", corrected.head().changes().toString());
    Merge merge = main.merge(corrected.head());
    story.line("merge", merge.toString());
    story.line("", "/te/b is now " + main.head().readString("/te/b"));
  }

  private void readSlice(Commit commit, String path) throws IOException {
    Entry file = commit.entry(path);
    Signal signal = Signal.read(commit.path(path));
    Signal slice = signal.slice(0.1, 0.1002);
    story.line(
        "slice",
        path
            + " ("
            + Story.bytes(file.length())
            + ") from 0.1 s to 0.1002 s: "
            + slice.length()
            + " samples, mean "
            + String.format(java.util.Locale.ROOT, "%.2f", slice.mean())
            + " "
            + slice.unit());
  }
}
