package io.stemma;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * How an archive is opened.
 *
 * @param readOnly whether every change is refused with {@link ReadOnlyArchiveException}
 * @param author who makes changes, as recorded in commits and operations
 * @param cacheDirectory where hints that speed things up are kept (which files were imported, which
 *     heads were seen), and what was read from a store far away; empty for neither. May be deleted
 *     at any time
 * @param cacheBytes how many bytes of what was read from a store far away are kept there, for all
 *     archives together; 0 for none
 * @param commitDeadline how long a commit may take against other writers and a failing store
 * @param clock the time of commits and operations
 */
public record ArchiveOptions(
    boolean readOnly,
    String author,
    Optional<Path> cacheDirectory,
    long cacheBytes,
    Duration commitDeadline,
    Clock clock) {

  /**
   * Reading and writing, in the name of the user of the operating system, with hints in the user's
   * cache directory ({@code $XDG_CACHE_HOME/stemma} or {@code ~/.cache/stemma}) and there up to 4
   * GiB of what was read from stores far away, one minute for a commit, and the system's clock.
   */
  public static final ArchiveOptions DEFAULT =
      new ArchiveOptions(
          false,
          System.getProperty("user.name", "unknown"),
          userCache(),
          4L << 30,
          Duration.ofMinutes(1),
          Clock.systemUTC());

  /**
   * Refuses null, and a negative length.
   *
   * @param readOnly whether every change is refused with {@link ReadOnlyArchiveException}
   * @param author who makes changes, as recorded in commits and operations
   * @param cacheDirectory where hints that speed things up are kept (which files were imported,
   *     which heads were seen), and what was read from a store far away; empty for neither. May be
   *     deleted at any time
   * @param cacheBytes how many bytes of what was read from a store far away are kept there, for all
   *     archives together; 0 for none
   * @param commitDeadline how long a commit may take against other writers and a failing store
   * @param clock the time of commits and operations
   */
  public ArchiveOptions {
    Objects.requireNonNull(author, "author");
    Objects.requireNonNull(cacheDirectory, "cacheDirectory");
    if (cacheBytes < 0) {
      throw new IllegalArgumentException("a cache has no fewer than 0 bytes: " + cacheBytes);
    }
    Objects.requireNonNull(commitDeadline, "commitDeadline");
    Objects.requireNonNull(clock, "clock");
  }

  private static Optional<Path> userCache() {
    String xdg = System.getenv("XDG_CACHE_HOME");
    String home = System.getProperty("user.home", "");
    if (xdg != null && !xdg.isBlank()) {
      return Optional.of(Path.of(xdg, "stemma"));
    }
    return home.isBlank() ? Optional.empty() : Optional.of(Path.of(home, ".cache", "stemma"));
  }

  /**
   * For reading only.
   *
   * @return these options, changed
   */
  public ArchiveOptions forReading() {
    return new ArchiveOptions(true, author, cacheDirectory, cacheBytes, commitDeadline, clock);
  }

  /**
   * In somebody's name.
   *
   * @param name who makes changes
   * @return these options, changed
   */
  public ArchiveOptions withAuthor(String name) {
    Objects.requireNonNull(name, "name");
    return new ArchiveOptions(readOnly, name, cacheDirectory, cacheBytes, commitDeadline, clock);
  }

  /**
   * With hints in a directory.
   *
   * @param directory where; made when needed
   * @return these options, changed
   */
  public ArchiveOptions withCacheDirectory(Path directory) {
    Objects.requireNonNull(directory, "directory");
    return new ArchiveOptions(
        readOnly, author, Optional.of(directory), cacheBytes, commitDeadline, clock);
  }

  /**
   * With another bound for what is kept of stores far away, such as a container of Azure. Stores on
   * local disks are read without copies. Several processes share what is kept; each one that writes
   * at the same time as another may exceed the bound by a sixteenth.
   *
   * @param bytes how many bytes at most, for all archives with the same cache directory together; 0
   *     for none
   * @return these options, changed
   * @throws IllegalArgumentException if the length is negative
   */
  public ArchiveOptions withCacheBytes(long bytes) {
    return new ArchiveOptions(readOnly, author, cacheDirectory, bytes, commitDeadline, clock);
  }

  /**
   * Without hints, and without copies of what was read.
   *
   * @return these options, changed
   */
  public ArchiveOptions withoutCache() {
    return new ArchiveOptions(
        readOnly, author, Optional.empty(), cacheBytes, commitDeadline, clock);
  }

  /**
   * With another deadline.
   *
   * @param deadline how long a commit may take
   * @return these options, changed
   */
  public ArchiveOptions withCommitDeadline(Duration deadline) {
    Objects.requireNonNull(deadline, "deadline");
    return new ArchiveOptions(readOnly, author, cacheDirectory, cacheBytes, deadline, clock);
  }

  /**
   * With another clock.
   *
   * @param other the time of commits and operations
   * @return these options, changed
   */
  public ArchiveOptions withClock(Clock other) {
    Objects.requireNonNull(other, "other");
    return new ArchiveOptions(readOnly, author, cacheDirectory, cacheBytes, commitDeadline, other);
  }

  /**
   * One line: what for, who, where hints are, how much is kept, how long a commit may take, by
   * which clock.
   */
  @Override
  public String toString() {
    return (readOnly ? "reading only" : "reading and writing as " + author)
        + "; "
        + cacheDirectory.map(directory -> hints() + " in " + directory).orElse("no hints")
        + "; "
        + commitDeadline.toMillis() / 1000.0
        + " s for a commit"
        + (clock.equals(Clock.systemUTC()) ? "" : "; clock " + clock);
  }

  private String hints() {
    return cacheBytes == 0 ? "hints" : "hints and at most " + Sizes.text(cacheBytes) + " of copies";
  }
}
