package io.stemma.catalog;

import io.stemma.Change;
import io.stemma.CommitId;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What a commit did to a path.
 *
 * @param time when the commit was made
 * @param author who made it
 * @param commit its id
 * @param kind whether the path was added, removed or modified
 * @param path the path, with a leading {@code /}; a directory's where its attributes changed
 * @param message the message of the commit
 * @param pipeline whose job made the commit, if one did
 */
public record RecordedChange(
    Instant time,
    String author,
    CommitId commit,
    Change.Kind kind,
    String path,
    String message,
    Optional<String> pipeline) {

  /**
   * Refuses null.
   *
   * @param time when the commit was made
   * @param author who made it
   * @param commit its id
   * @param kind how the path changed
   * @param path the path
   * @param message the message of the commit
   * @param pipeline whose job made the commit, if one did
   */
  public RecordedChange {
    Objects.requireNonNull(time, "time");
    Objects.requireNonNull(author, "author");
    Objects.requireNonNull(commit, "commit");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(message, "message");
    Objects.requireNonNull(pipeline, "pipeline");
  }

  /** As differences print: added, deleted, or modified. */
  String letter() {
    return kind == Change.Kind.ADDED ? "A" : kind == Change.Kind.REMOVED ? "D" : "M";
  }

  /** One line: when, who, what, and the id of the commit. */
  @Override
  public String toString() {
    return time + "  " + author + "  " + letter() + " " + path + "  " + commit.abbreviated();
  }
}
