package io.stemma;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A file or directory of a commit, without its content.
 *
 * @param path the path, with a leading {@code /}
 * @param kind file or directory
 * @param length bytes of the file, or of all files below the directory
 * @param files 1 for a file, else how many files are below the directory
 * @param modified time of last modification, where the import was asked to keep it
 * @param executable whether the file is executable, where the import was asked to keep that
 * @param attributes what is said of this path
 */
public record Entry(
    String path,
    EntryKind kind,
    long length,
    long files,
    Optional<Instant> modified,
    boolean executable,
    Attributes attributes) {

  /**
   * Refuses null.
   *
   * @param path the path, with a leading {@code /}
   * @param kind file or directory
   * @param length bytes of the file, or of all files below the directory
   * @param files 1 for a file, else how many files are below the directory
   * @param modified time of last modification, where the import was asked to keep it
   * @param executable whether the file is executable, where the import was asked to keep that
   * @param attributes what is said of this path
   */
  public Entry {
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(modified, "modified");
    Objects.requireNonNull(attributes, "attributes");
  }

  /**
   * The last part of the path.
   *
   * @return the name; {@code /} for the root
   */
  public String name() {
    return path.length() == 1 ? path : path.substring(path.lastIndexOf('/') + 1);
  }

  /**
   * Whether this is a file.
   *
   * @return true for a file
   */
  public boolean isFile() {
    return kind == EntryKind.FILE;
  }

  /**
   * Whether this is a directory.
   *
   * @return true for a directory
   */
  public boolean isDirectory() {
    return kind == EntryKind.DIRECTORY;
  }

  /** One line: the path, its size, and its attributes if there are any. */
  @Override
  public String toString() {
    String size = (isFile() ? "" : Sizes.count(files, "file") + ", ") + Sizes.exact(length);
    String slash = isDirectory() && path.length() > 1 ? "/" : "";
    return path + slash + "  " + size + (attributes.isEmpty() ? "" : "  " + attributes);
  }
}
