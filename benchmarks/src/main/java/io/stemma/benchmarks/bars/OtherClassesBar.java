package io.stemma.benchmarks.bars;

import io.stemma.Archive;
import io.stemma.ArchiveOptions;
import io.stemma.Commit;
import io.stemma.Input;
import io.stemma.Replay;
import io.stemma.Trust;
import io.stemma.benchmarks.work.ReplayProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Replays where the class path has other classes, or none, or the JVM is a newer one. */
final class OtherClassesBar {
  private static final String SOURCE =
      """
      package lab;
      import io.stemma.*;
      public record Fit(double gain) implements Transformation {
        enum Way { UP { double of(double x) { return x * 1.5; } }; abstract double of(double x); }
        public void apply(Datum in, Output out) throws java.io.IOException {
          double raw = Double.parseDouble(java.nio.file.Files.readString(in.path()));
          out.write("fit", Way.UP.of(raw * gain) + " " + this + " " + Math.sin(raw));
        }
      }
      """;

  private OtherClassesBar() {}

  static Bar.Reached measure(Path directory) throws Exception {
    Path place = directory.resolve("archive");
    String changed;
    try (Archive archive = ProvenanceBars.create(directory)) {
      Commit unused =
          archive
              .createRepository("in")
              .main()
              .commit("numbers", tx -> tx.write("/a", "1.25").write("/b", "-3"));
      Input each = Input.each("in", "/*");
      Commit before =
          archive
              .definePipeline("fit", LabCode.compiled(directory, SOURCE, 2.0), each)
              .run()
              .commit();
      archive.definePipeline(
          "fit", LabCode.compiled(directory, SOURCE.replace("1.5", "2.5"), 2.0), each);
      try (Replay replay = before.replay(Trust.RECORDED_CODE)) {
        changed = replay.isIdentical() ? "identical" : replay.toString();
      }
    }
    String gone;
    try (Archive archive =
            Archive.open(place.toUri(), ArchiveOptions.DEFAULT.withoutCache().forReading());
        Replay replay = archive.repository("fit").main().head().replay(Trust.RECORDED_CODE)) {
      gone = replay.isIdentical() ? "identical" : replay.toString();
    }
    String newer = onNewer(place);
    return new Bar.Reached(
        changed + " / " + gone + " / " + newer,
        changed.equals("identical")
            && gone.equals("identical")
            && newer.equals("identical on Java 25"));
  }

  /** A JDK 25 beside that of this process, or where the environment says. */
  private static Optional<Path> newerJava() throws IOException {
    String said = System.getenv("JAVA_HOME_25");
    if (said != null) {
      return Optional.of(Path.of(said));
    }
    Path beside = Path.of(System.getProperty("java.home")).getParent();
    try (Stream<Path> homes = Files.list(beside)) {
      return homes
          .filter(home -> home.getFileName().toString().contains("25"))
          .filter(home -> Files.isExecutable(home.resolve("bin/java")))
          .findFirst();
    }
  }

  private static String onNewer(Path archive) throws Exception {
    Optional<Path> home = newerJava();
    if (home.isEmpty()) {
      return "there is no JDK 25 here; say where by JAVA_HOME_25";
    }
    Process process =
        new ProcessBuilder(
                List.of(
                    home.get().resolve("bin/java").toString(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    ReplayProcess.class.getName(),
                    archive.toString(),
                    "fit"))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String said =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    return process.waitFor() == 0 ? said : "the other JVM has failed: " + said;
  }
}
