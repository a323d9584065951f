package io.stemma;

import java.util.List;
import java.util.Objects;

/**
 * Somebody else changed what this change relies on. Nothing was written; look at the new state and
 * try again.
 */
public final class ConflictException extends StemmaException {
  private static final long serialVersionUID = 1L;

  /** What is in conflict. */
  @SuppressWarnings("serial") // an immutable list of strings
  private final List<String> paths;

  /**
   * Creates the exception.
   *
   * @param message what was changed by whom
   * @param paths the paths in conflict, or the names of the branches and tags, sorted
   */
  public ConflictException(String message, List<String> paths) {
    super(message);
    this.paths = List.copyOf(Objects.requireNonNull(paths, "paths"));
  }

  /**
   * What is in conflict.
   *
   * @return paths, or names of branches and tags; sorted, at most the first 1,000
   */
  public List<String> paths() {
    return paths;
  }
}
