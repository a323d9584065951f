package io.stemma.benchmarks.bars;

import io.stemma.Archive;
import io.stemma.ArchiveOptions;
import io.stemma.Commit;
import io.stemma.Entry;
import io.stemma.Input;
import io.stemma.Operation;
import io.stemma.Pipeline;
import io.stemma.RecordedCode;
import io.stemma.Replay;
import io.stemma.Trust;
import io.stemma.Verification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * An archive whose stored code leaves a file wherever it is loaded, and everything that may be done
 * with an archive short of a replay.
 */
final class HostileArchiveBar {
  private static final String SOURCE =
      """
      package lab;
      import io.stemma.*;
      import java.nio.file.*;
      public record Fit(double gain) implements Transformation {
        static { Trace.leave(); }
        public Fit { Trace.leave(); }
        public void apply(Datum in, Output out) throws java.io.IOException {
          out.write("fit", Files.readString(in.path()) + gain);
        }
        static final class Trace {
          static void leave() {
            try {
              Files.createTempFile(Path.of("PLACE"), "attack", "");
            } catch (java.io.IOException e) {
              throw new java.io.UncheckedIOException(e);
            }
          }
        }
      }
      """;

  private HostileArchiveBar() {}

  static Bar.Reached measure(Path directory) throws Exception {
    Path traces = Files.createDirectory(directory.resolve("traces"));
    String source = SOURCE.replace("PLACE", traces.toString());
    try (Archive archive = ProvenanceBars.create(directory)) {
      Commit shots = archive.createRepository("in").main().commit("one", tx -> tx.write("/a", "1"));
      for (double gain : new double[] {2, 3}) {
        Commit unused =
            archive
                .definePipeline(
                    "fit", LabCode.compiled(directory, source, gain), Input.each(shots, "/*"))
                .run()
                .commit();
      }
    }
    long attacksByItsAuthor = count(traces);
    try (Archive archive =
        Archive.open(directory.resolve("archive").toUri(), ArchiveOptions.DEFAULT.withoutCache())) {
      int asked = askEverything(archive);
      long attacks = count(traces) - attacksByItsAuthor;
      try (Replay replay = archive.repository("fit").main().head().replay(Trust.RECORDED_CODE)) {
        boolean armed = replay.isIdentical() && count(traces) > attacksByItsAuthor + attacks;
        return new Bar.Reached(
            attacks
                + " attacks in "
                + asked
                + " calls; replay "
                + (armed ? "runs it" : "did not run it, so this says nothing"),
            attacks == 0 && armed);
      }
    }
  }

  private static long count(Path traces) throws IOException {
    try (Stream<Path> files = Files.list(traces)) {
      return files.count();
    }
  }

  /** Asks for all that is to be had of the archive but a replay; says how often. */
  private static int askEverything(Archive archive) throws IOException {
    Commit newer = archive.repository("fit").main().head();
    Commit older = newer.parents().get(0);
    RecordedCode code = newer.code().orElseThrow();
    StringBuilder text = new StringBuilder();
    int asked = 0;
    try (Stream<Entry> files = newer.walk("/");
        Stream<Operation> operations = archive.operations()) {
      for (Object answer :
          new Object[] {
            archive,
            archive.repositories(),
            files.toList(),
            operations.toList(),
            newer.list("/"),
            newer.changesSince(older).numeric(),
            newer.changesSince(older),
            code,
            code.classes(),
            code.warnings(),
            code.files().list("/lab"),
            code.files().read("/lab/Fit.class").length,
            code.changesSince(older.code().orElseThrow()),
            newer.provenance().provJson(),
            newer.provenance().svg(),
            newer.provenance().mermaid(),
            newer.verdicts(),
            newer.derivation("/a/fit"),
            newer.derivation("/a/fit").sources(),
            newer.derivation("/a/fit").explain(older.derivation("/a/fit")),
            archive.pipelines(),
            archive.pipelines().stream().map(Pipeline::definition).toList(),
            archive.jobs()
          }) {
        asked++;
        text.append(answer);
      }
    }
    Verification verification = archive.verify();
    if (!verification.isClean() || text.isEmpty()) {
      throw new IllegalStateException(verification.toString());
    }
    archive.compact();
    return asked + 2;
  }
}
