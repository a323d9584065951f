package io.stemma;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * What happened to one shot.
 *
 * @param kind what
 * @param directory the directory of the shot; the watched one, where the event is not of one shot
 * @param text how much was taken in, or what is wrong, where, and what to do
 * @param commit the commit that has it, of a shot that was ingested
 */
public record ShotEvent(Kind kind, Path directory, String text, Optional<CommitId> commit) {

  /**
   * Refuses null.
   *
   * @param kind what
   * @param directory the directory of the shot; the watched one, where the event is not of one shot
   * @param text how much was taken in, or what is wrong, where, and what to do
   * @param commit the commit that has it, of a shot that was ingested
   */
  public ShotEvent {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(directory, "directory");
    Objects.requireNonNull(text, "text");
    Objects.requireNonNull(commit, "commit");
  }

  /** What happened. */
  public enum Kind {
    /** It is not complete, or changed while it was read. It is looked at again. */
    WAITING,
    /** It was committed. */
    INGESTED,
    /** It is on the branch, and its files are others now. Nothing was done. */
    CHANGED,
    /** Its name, or one in it, cannot be that of a file in a commit, or is used twice. */
    REFUSED,
    /** It could not be read or committed. It is tried again. */
    FAILED
  }

  /**
   * The name of the shot.
   *
   * @return the name of its directory
   */
  public String shot() {
    Path name = directory.getFileName();
    return name == null ? directory.toString() : name.toString();
  }

  /** One line: {@code ingested 47100 12 files, 1,048,576 B, in commit 0123456789ab}. */
  @Override
  public String toString() {
    return String.format("%-8s  %s  %s", kind.name().toLowerCase(Locale.ROOT), shot(), text);
  }
}
