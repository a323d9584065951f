package io.stemma.testing.archive;

import io.stemma.Archive;
import io.stemma.ArchiveOptions;
import io.stemma.Repository;
import io.stemma.StemmaException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.SplittableRandom;

/**
 * Crashes a machine at the k-th step of an operation, for every k, and looks at what has survived:
 * the state before the operation or after it, whole, and able to take the next commit. What was
 * acknowledged must have survived.
 */
public final class CrashTrial {
  private final Places places;
  private final Path caches;
  private final int seeds;
  private long crashes;
  private long opened;

  /** Makes places. */
  public interface Places {
    /**
     * Makes a place.
     *
     * @return an empty one
     * @throws IOException if that fails
     */
    CrashingPlace next() throws IOException;
  }

  /**
   * Prepares a trial.
   *
   * @param places gives new places; one is copied for each crash
   * @param seeds how many kinds of survivors to look at after each crash
   * @param caches a directory for what the archives remember: each survivor has an own memory, as
   *     it has an own fate
   */
  public CrashTrial(Places places, int seeds, Path caches) {
    this.places = places;
    this.caches = caches;
    this.seeds = seeds;
  }

  /**
   * How many crashes there were.
   *
   * @return crashes with all their kinds of survivors
   */
  public long crashes() {
    return crashes;
  }

  /**
   * Crashes at every step of an operation.
   *
   * @param operation the operation
   * @throws IOException if places cannot be made
   * @throws AssertionError if something else survived than the state before or after it
   */
  public void run(ArchiveChange operation) throws IOException {
    CrashingPlace calm = prepared(operation);
    ArchiveContent before;
    ArchiveContent after;
    try (Archive archive = Archive.open(calm.open(), options())) {
      before = ArchiveContent.of(archive);
      operation.change().run(archive);
      after = ArchiveContent.of(archive);
    }
    if (before.equals(after)) {
      throw new AssertionError(operation.name() + " changes nothing");
    }
    CrashingPlace prepared = prepared(operation);
    for (int k = 1; crashes(operation, prepared.copy(), k, before, after); k++) {}
  }

  private ArchiveOptions options() {
    return ArchiveOptions.DEFAULT
        .withAuthor("crash")
        .withCacheDirectory(caches.resolve("" + opened++));
  }

  private CrashingPlace prepared(ArchiveChange operation) throws IOException {
    CrashingPlace place = places.next();
    try (Archive archive = Archive.create(place.open(), options())) {
      operation.preparation().run(archive);
    }
    return place;
  }

  /** Returns whether there was a k-th step. */
  private boolean crashes(
      ArchiveChange operation,
      CrashingPlace place,
      int k,
      ArchiveContent before,
      ArchiveContent after)
      throws IOException {
    place.crashAt(place.steps() + k);
    boolean acknowledged = false;
    // An archive of a machine that has crashed is not closed.
    try {
      operation.change().run(Archive.open(new MortalStore(place), options()));
      acknowledged = true;
    } catch (StemmaException | IOException e) {
      if (!place.crashed()) {
        throw new AssertionError(operation.name() + " fails without a crash: " + e, e);
      }
    }
    if (!place.crashed()) {
      return false;
    }
    SplittableRandom random = new SplittableRandom(k);
    for (int i = 0; i < seeds; i++) {
      long seed = random.nextLong();
      String when = operation.name() + ", crashed at step " + k + ", survivors of seed " + seed;
      survived(place, seed, when, acknowledged, before, after);
      crashes++;
    }
    return true;
  }

  private void survived(
      CrashingPlace place,
      long seed,
      String when,
      boolean acknowledged,
      ArchiveContent before,
      ArchiveContent after)
      throws IOException {
    try (Archive archive = Archive.open(place.survivors(seed), options())) {
      ArchiveContent found = ArchiveSoundness.require(archive, when);
      if (!found.equals(after) && (acknowledged || !found.equals(before))) {
        throw new AssertionError(
            when
                + (acknowledged ? ", an acknowledged operation is lost: " : ", another state: ")
                + found.firstDifference(acknowledged ? after : before));
      }
      Repository next = archive.ensureRepository("next");
      next.main().commit("next", tx -> tx.write("/next", "1"));
      if (!next.main().head().readString("/next").equals("1")) {
        throw new AssertionError(when + ", the next commit is not there");
      }
      ArchiveSoundness.requireVerified(archive, when + ", after the next commit");
    } catch (StemmaException e) {
      throw new AssertionError(when + ", the archive does not work: " + e.getMessage(), e);
    }
  }
}
