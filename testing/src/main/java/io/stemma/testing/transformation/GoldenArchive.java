package io.stemma.testing.transformation;

import io.stemma.Archive;
import io.stemma.ArchiveOptions;
import io.stemma.Commit;
import io.stemma.FormatTooNewException;
import io.stemma.FormatTooOldException;
import io.stemma.NotFoundException;
import io.stemma.Pipeline;
import io.stemma.Replay;
import io.stemma.ReplayDifferenceException;
import io.stemma.StemmaException;
import io.stemma.Transformation;
import io.stemma.Verification;
import io.stemma.VerifyOptions;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/**
 * A golden archive that was read into memory.
 *
 * @param place where it is kept
 * @param archive all of it
 * @param pipeline whose results it is about
 * @param results the newest of them
 */
record GoldenArchive(GoldenPlace place, Archive archive, Pipeline pipeline, Commit results)
    implements AutoCloseable {
  private static final String DAMAGED =
      "; take it from version control again, and let neither that nor a build change line ends or"
          + " replace text in it";

  /** Opens an archive, and closes it if it is not what was expected. */
  static GoldenArchive open(GoldenPlace place, String pipeline, GoldenFiles files)
      throws IOException {
    Archive archive = sound(place, files);
    try {
      Pipeline found = pipeline(place, archive, pipeline);
      return new GoldenArchive(place, archive, found, found.output().head());
    } catch (RuntimeException e) {
      archive.close();
      throw e;
    }
  }

  private static Archive sound(GoldenPlace place, GoldenFiles files) throws IOException {
    Archive archive;
    try {
      archive = Archive.open(files.store(), ArchiveOptions.DEFAULT.withoutCache().forReading());
    } catch (FormatTooNewException | FormatTooOldException e) {
      throw new StemmaException(unusable(place, files) + e.getMessage(), e);
    } catch (StemmaException e) {
      throw new StemmaException(unusable(place, files) + e.getMessage() + DAMAGED, e);
    }
    Verification found = archive.verify(VerifyOptions.EVERY_BYTE);
    if (!found.isClean()) {
      archive.close();
      throw new StemmaException(unusable(place, files) + found.damages().get(0) + DAMAGED);
    }
    return archive;
  }

  private static String unusable(GoldenPlace place, GoldenFiles files) {
    return "the " + place + " in " + files.place() + " cannot be used: ";
  }

  /** The pipeline of a name; of an empty one, the only one. */
  static Pipeline pipeline(GoldenPlace place, Archive archive, String pipeline) {
    List<String> names = archive.pipelines().stream().map(Pipeline::name).toList();
    if (pipeline.isEmpty() ? names.size() == 1 : names.contains(pipeline)) {
      return archive.pipeline(pipeline.isEmpty() ? names.get(0) : pipeline);
    } else if (names.isEmpty()) {
      throw new NotFoundException(
          "the " + place + " has no pipeline; it needs one, whose results are compared");
    }
    throw new NotFoundException(
        "the "
            + place
            + " has the pipelines "
            + names
            + (pipeline.isEmpty() ? "" : " and not " + pipeline)
            + "; say which: @Golden(value = \""
            + place.name()
            + "\", pipeline = \""
            + names.get(0)
            + "\")");
  }

  /** Insists on that a transformation gives the same from the same inputs. */
  void require(
      Transformation transformation, List<TestDatum> datums, Consumer<Replay> requirement) {
    List<String> others = otherInputs(datums);
    if (!others.isEmpty()) {
      throw new AssertionError(
          "the results in " + place + " are of other inputs: " + others + hint());
    }
    require(results, transformation, requirement, hint());
  }

  /** What of datums is not what the results are of; nothing if no datums are named. */
  List<String> otherInputs(List<TestDatum> datums) {
    if (datums.isEmpty()) {
      return List.of();
    }
    TestInputs inputs = new TestInputs(datums);
    List<String> differences = inputs.differences(archive);
    return differences.isEmpty() && !inputs.input().equals(pipeline.definition().input())
        ? List.of("names or captures of the datums")
        : differences;
  }

  private String hint() {
    return place.isWriting()
        ? "; they were written in this run, by another test or assertion: one golden archive keeps"
            + " what one of them gives"
        : "; if that is meant, run " + place.command();
  }

  /** Insists on what came of replaying. */
  static void require(
      Commit results, Transformation transformation, Consumer<Replay> requirement, String hint) {
    try (Replay replay = results.replayWith(transformation)) {
      requirement.accept(replay);
    } catch (ReplayDifferenceException e) {
      throw new AssertionError(transformation + " does not reproduce: " + e.getMessage() + hint, e);
    }
  }

  @Override
  public void close() {
    archive.close();
  }
}
