package io.stemma;

import java.util.Objects;

/**
 * A file or directory that a condition is true of.
 *
 * @param path the path, with a leading {@code /}
 * @param kind file or directory
 * @param attributes what is said of this path
 */
public record Match(String path, EntryKind kind, Attributes attributes) {

  /**
   * Refuses null.
   *
   * @param path the path, with a leading {@code /}
   * @param kind file or directory
   * @param attributes what is said of this path
   */
  public Match {
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(attributes, "attributes");
  }

  /** One line: the path and its attributes. */
  @Override
  public String toString() {
    return path + (kind == EntryKind.DIRECTORY ? "/" : "") + "  " + attributes;
  }
}
