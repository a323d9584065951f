package io.stemma;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * When a shot is complete, and how it is taken in. Begin with {@link #marker}, {@link
 * #markerBeside} or {@link #quietFor}; where several are given, each of them is enough.
 *
 * @param marker name of a file in the shot's directory which says that it is complete. It belongs
 *     to the shot, and is taken in with it
 * @param markerSuffix end of the name of a file beside the shot's directory which says so: {@code
 *     47100.done} for {@code .done}
 * @param quiet how long nothing in the directory must have changed
 * @param into the directory of the branch under which shots are put
 * @param shotsPerCommit how many shots one commit takes in at most
 * @param imports how files are taken in. Times of modification, where they are kept, show later
 *     that a file has changed
 * @param clock measures the quiet time
 * @param listener is told what is new, in the thread that runs the round
 */
public record ShotOptions(
    Optional<String> marker,
    Optional<String> markerSuffix,
    Optional<Duration> quiet,
    String into,
    int shotsPerCommit,
    ImportOptions imports,
    Clock clock,
    Consumer<ShotEvent> listener) {
  private static final ImportOptions WITH_TIMES =
      new ImportOptions(
          ImportOptions.Links.REFUSE, true, false, false, ImportOptions.DEFAULT.listener());

  /**
   * Refuses null, and what can never be complete.
   *
   * @param marker name of a file in the shot's directory which says that it is complete. It belongs
   *     to the shot, and is taken in with it
   * @param markerSuffix end of the name of a file beside the shot's directory which says so: {@code
   *     47100.done} for {@code .done}
   * @param quiet how long nothing in the directory must have changed
   * @param into the directory of the branch under which shots are put
   * @param shotsPerCommit how many shots one commit takes in at most
   * @param imports how files are taken in. Times of modification, where they are kept, show later
   *     that a file has changed
   * @param clock measures the quiet time
   * @param listener is told what is new, in the thread that runs the round
   * @throws IllegalArgumentException if no way to be complete is given, a marker is no plain name,
   *     the quiet time is not positive, or a commit would take in no shot
   */
  public ShotOptions {
    Objects.requireNonNull(marker, "marker");
    Objects.requireNonNull(markerSuffix, "markerSuffix");
    Objects.requireNonNull(quiet, "quiet");
    Objects.requireNonNull(into, "into");
    Objects.requireNonNull(imports, "imports");
    Objects.requireNonNull(clock, "clock");
    Objects.requireNonNull(listener, "listener");
    if (marker.isEmpty() && markerSuffix.isEmpty() && quiet.isEmpty()) {
      throw new IllegalArgumentException("a shot needs a marker or a quiet time to be complete");
    }
    marker.ifPresent(ShotOptions::checkName);
    markerSuffix.ifPresent(ShotOptions::checkName);
    if (quiet.isPresent() && (quiet.get().isNegative() || quiet.get().isZero())) {
      throw new IllegalArgumentException("the quiet time is not positive: " + quiet.get());
    }
    if (shotsPerCommit < 1) {
      throw new IllegalArgumentException(
          "a commit takes in one shot at least, not " + shotsPerCommit);
    }
  }

  /** Listens to nothing. */
  private static final class Nobody implements Consumer<ShotEvent> {
    @Override
    public void accept(ShotEvent event) {}
  }

  private static void checkName(String name) {
    if (name.isBlank() || name.indexOf('/') >= 0 || name.indexOf('\\') >= 0) {
      throw new IllegalArgumentException("not the name of a marker file: \"" + name + "\"");
    }
  }

  /**
   * Shots that are complete once a file is in their directory.
   *
   * @param name the name of that file, which is taken in, too
   * @return options to begin with: one commit for each shot, below the root
   */
  public static ShotOptions marker(String name) {
    Objects.requireNonNull(name, "name");
    return first(Optional.of(name), Optional.empty(), Optional.empty());
  }

  /**
   * Shots that are complete once a file is beside their directory.
   *
   * @param suffix what that file's name has after the name of the shot, such as {@code .done}
   * @return options to begin with: one commit for each shot, below the root
   */
  public static ShotOptions markerBeside(String suffix) {
    Objects.requireNonNull(suffix, "suffix");
    return first(Optional.empty(), Optional.of(suffix), Optional.empty());
  }

  /**
   * Shots that are complete once nothing in their directory has changed for a time: as two looks
   * that far apart show, or, in a file system which this computer stamps, the newest time of
   * change.
   *
   * @param time how long; longer than whatever writes the files ever pauses
   * @return options to begin with: one commit for each shot, below the root
   */
  public static ShotOptions quietFor(Duration time) {
    Objects.requireNonNull(time, "time");
    return first(Optional.empty(), Optional.empty(), Optional.of(time));
  }

  private static ShotOptions first(
      Optional<String> marker, Optional<String> markerSuffix, Optional<Duration> quiet) {
    return new ShotOptions(
        marker, markerSuffix, quiet, "/", 1, WITH_TIMES, Clock.systemUTC(), new Nobody());
  }

  /**
   * Also taking shots for complete that have no marker but were quiet: the digitizer may have
   * stopped half-way.
   *
   * @param time how long nothing in the directory must have changed
   * @return these options, changed
   */
  public ShotOptions orQuietFor(Duration time) {
    Objects.requireNonNull(time, "time");
    return new ShotOptions(
        marker, markerSuffix, Optional.of(time), into, shotsPerCommit, imports, clock, listener);
  }

  /**
   * With shots in another place.
   *
   * @param directory the directory of the branch under which shots are put
   * @return these options, changed
   */
  public ShotOptions into(String directory) {
    Objects.requireNonNull(directory, "directory");
    return new ShotOptions(
        marker, markerSuffix, quiet, directory, shotsPerCommit, imports, clock, listener);
  }

  /**
   * With several shots in one commit, where several are complete.
   *
   * @param most how many at most
   * @return these options, changed
   */
  public ShotOptions withShotsPerCommit(int most) {
    return new ShotOptions(marker, markerSuffix, quiet, into, most, imports, clock, listener);
  }

  /**
   * With another way to take in files.
   *
   * @param options what to do with links, what to keep, who is told of progress
   * @return these options, changed
   */
  public ShotOptions withImports(ImportOptions options) {
    Objects.requireNonNull(options, "options");
    return new ShotOptions(
        marker, markerSuffix, quiet, into, shotsPerCommit, options, clock, listener);
  }

  /**
   * With another clock.
   *
   * @param other measures the quiet time
   * @return these options, changed
   */
  public ShotOptions withClock(Clock other) {
    Objects.requireNonNull(other, "other");
    return new ShotOptions(
        marker, markerSuffix, quiet, into, shotsPerCommit, imports, other, listener);
  }

  /**
   * Telling somebody what is new: each event once, until there is another one of the same shot.
   *
   * @param eventListener is told; what it throws ends the round
   * @return these options, changed
   */
  public ShotOptions withListener(Consumer<ShotEvent> eventListener) {
    Objects.requireNonNull(eventListener, "eventListener");
    return new ShotOptions(
        marker, markerSuffix, quiet, into, shotsPerCommit, imports, clock, eventListener);
  }

  /** One line: when a shot is complete, where it goes, how it is taken in, whether one listens. */
  @Override
  public String toString() {
    List<String> ways = new ArrayList<>();
    marker.ifPresent(name -> ways.add("with " + name + " in it"));
    markerSuffix.ifPresent(suffix -> ways.add("with SHOT" + suffix + " beside it"));
    quiet.ifPresent(time -> ways.add("quiet for " + time.toMillis() / 1000.0 + " s"));
    return "complete: "
        + String.join(" or ", ways)
        + "; into "
        + into
        + "; up to "
        + Sizes.count(shotsPerCommit, "shot")
        + " in a commit; "
        + imports
        + (clock.equals(Clock.systemUTC()) ? "" : "; clock " + clock)
        + (listener instanceof Nobody ? "" : "; tells a listener");
  }
}
