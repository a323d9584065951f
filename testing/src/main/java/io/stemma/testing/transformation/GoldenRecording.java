package io.stemma.testing.transformation;

import io.stemma.Archive;
import io.stemma.ArchiveOptions;
import io.stemma.Commit;
import io.stemma.Diff;
import io.stemma.Input;
import io.stemma.JobFailedException;
import io.stemma.NumericChange;
import io.stemma.Pipeline;
import io.stemma.PipelineOptions;
import io.stemma.Replay;
import io.stemma.Transformation;
import io.stemma.storage.MemoryObjectStore;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a transformation gives today, as the next version of a golden archive. In memory, until it
 * is written.
 */
final class GoldenRecording implements AutoCloseable {
  private final GoldenArchive golden;
  private final MemoryObjectStore store;
  private final GoldenFiles before;
  private final Optional<Commit> older;
  private final Transformation transformation;

  private GoldenRecording(
      GoldenArchive golden,
      MemoryObjectStore store,
      GoldenFiles before,
      Optional<Commit> older,
      Transformation transformation) {
    this.golden = golden;
    this.store = store;
    this.before = before;
    this.older = older;
    this.transformation = transformation;
  }

  /**
   * Runs a transformation over datums, or over the inputs that a golden archive has.
   *
   * @param kept the golden archive, if there is one
   * @param pipeline the name of its pipeline; may be empty
   */
  static GoldenRecording of(
      GoldenPlace place,
      Optional<GoldenFiles> kept,
      String pipeline,
      Transformation transformation,
      List<TestDatum> datums)
      throws IOException {
    GoldenFiles before = kept.orElseGet(() -> new GoldenFiles(place.toString(), new TreeMap<>()));
    MemoryObjectStore store = before.store();
    Optional<GoldenArchive> old = Optional.empty();
    Archive archive = Archive.openOrCreate(store, ArchiveOptions.DEFAULT.withoutCache());
    try {
      if (kept.isPresent()) {
        Pipeline found = GoldenArchive.pipeline(place, archive, pipeline);
        old = Optional.of(new GoldenArchive(place, archive, found, found.output().head()));
      }
      GoldenArchive now = recorded(place, archive, old, transformation, datums);
      return new GoldenRecording(
          now, store, before, old.map(GoldenArchive::results), transformation);
    } catch (JobFailedException e) {
      archive.close();
      Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
      throw new AssertionError(
          transformation + " fails, so the " + place + " stays as it was: " + cause, cause);
    } catch (RuntimeException | Error e) {
      archive.close();
      throw e;
    }
  }

  private static GoldenArchive recorded(
      GoldenPlace place,
      Archive archive,
      Optional<GoldenArchive> old,
      Transformation transformation,
      List<TestDatum> datums) {
    if (old.isPresent() && isSame(old.get(), transformation, datums)) {
      return old.get();
    }
    Input input;
    if (datums.isEmpty()) {
      input = old.orElseThrow().pipeline().definition().input();
    } else {
      TestInputs inputs = new TestInputs(datums);
      inputs.commitTo(archive);
      input = inputs.input();
    }
    // Also where only the machine differs, which would be no reason to run.
    PipelineOptions options =
        old.map(found -> found.pipeline().definition().options())
            .orElse(PipelineOptions.DEFAULT.withTries(1).withParallelism(1))
            .runningEveryJob();
    String name = old.map(found -> found.pipeline().name()).orElse(place.name());
    Pipeline defined = archive.definePipeline(name, transformation, input, options);
    return new GoldenArchive(place, archive, defined, defined.run().commit());
  }

  private static boolean isSame(
      GoldenArchive old, Transformation transformation, List<TestDatum> datums) {
    if (!old.otherInputs(datums).isEmpty()) {
      return false;
    }
    try (Replay replay = old.results().replayWith(transformation)) {
      return replay.isIdentical();
    }
  }

  GoldenArchive golden() {
    return golden;
  }

  /**
   * Writes what is new to where the golden archive is kept.
   *
   * @return what has changed
   * @throws IOException also if another process has written it meanwhile; then it is as that left
   *     it
   */
  String write() throws IOException {
    try {
      return written();
    } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
      throw new IOException(
          "another process has written the "
              + golden.place()
              + " meanwhile, so this test wrote nothing; run it again: "
              + e.getMessage(),
          e);
    }
  }

  private String written() throws IOException {
    GoldenFiles added = GoldenFiles.of(store).without(before);
    if (added.objects().isEmpty()) {
      return golden.place() + ": as it was";
    }
    String size = added.objects().size() + " files, " + added.bytes() + " bytes";
    String where = golden.place().target().toString();
    if (older.isEmpty()) {
      added.create(golden.place().target());
      return golden.place()
          + ": created in "
          + where
          + " with "
          + golden.results()
          + ", by "
          + transformation
          + "; "
          + size;
    }
    added.addTo(golden.place().target());
    return golden.place()
        + ": changed in "
        + where
        + " to "
        + golden.results()
        + ", by "
        + transformation
        + "; "
        + size
        + " more\n"
        + changes(golden.results().changesSince(older.get()));
  }

  private static String changes(Diff diff) {
    StringBuilder text = new StringBuilder(diff.toString().indent(2));
    List<NumericChange> numbers = diff.numeric();
    if (!numbers.isEmpty()) {
      text.append(numbers.toString().indent(2));
    }
    return text.toString().stripTrailing();
  }

  @Override
  public void close() {
    golden.close();
  }
}
