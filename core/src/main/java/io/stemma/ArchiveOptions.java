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
 *     heads were seen); empty for no such hints. May be deleted at any time
 * @param commitDeadline how long a commit may take against other writers and a failing store
 * @param clock the time of commits and operations
 */
public record ArchiveOptions(
    boolean readOnly,
    String author,
    Optional<Path> cacheDirectory,
    Duration commitDeadline,
    Clock clock) {

  /**
   * Reading and writing, in the name of the user of the operating system, with hints in the user's
   * cache directory ({@code $XDG_CACHE_HOME/stemma} or {@code ~/.cache/stemma}), one minute for a
   * commit, and the system's clock.
   */
  public static final ArchiveOptions DEFAULT =
      new ArchiveOptions(
          false,
          System.getProperty("user.name", "unknown"),
          userCache(),
          Duration.ofMinutes(1),
          Clock.systemUTC());

  /**
   * Refuses null.
   *
   * @param readOnly whether every change is refused with {@link ReadOnlyArchiveException}
   * @param author who makes changes, as recorded in commits and operations
   * @param cacheDirectory where hints that speed things up are kept (which files were imported,
   *     which heads were seen); empty for no such hints. May be deleted at any time
   * @param commitDeadline how long a commit may take against other writers and a failing store
   * @param clock the time of commits and operations
   */
  public ArchiveOptions {
    Objects.requireNonNull(author, "author");
    Objects.requireNonNull(cacheDirectory, "cacheDirectory");
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
    return new ArchiveOptions(true, author, cacheDirectory, commitDeadline, clock);
  }

  /**
   * In somebody's name.
   *
   * @param name who makes changes
   * @return these options, changed
   */
  public ArchiveOptions withAuthor(String name) {
    Objects.requireNonNull(name, "name");
    return new ArchiveOptions(readOnly, name, cacheDirectory, commitDeadline, clock);
  }

  /**
   * With hints in a directory.
   *
   * @param directory where; made when needed
   * @return these options, changed
   */
  public ArchiveOptions withCacheDirectory(Path directory) {
    Objects.requireNonNull(directory, "directory");
    return new ArchiveOptions(readOnly, author, Optional.of(directory), commitDeadline, clock);
  }

  /**
   * Without hints.
   *
   * @return these options, changed
   */
  public ArchiveOptions withoutCache() {
    return new ArchiveOptions(readOnly, author, Optional.empty(), commitDeadline, clock);
  }

  /**
   * With another deadline.
   *
   * @param deadline how long a commit may take
   * @return these options, changed
   */
  public ArchiveOptions withCommitDeadline(Duration deadline) {
    Objects.requireNonNull(deadline, "deadline");
    return new ArchiveOptions(readOnly, author, cacheDirectory, deadline, clock);
  }

  /**
   * With another clock.
   *
   * @param other the time of commits and operations
   * @return these options, changed
   */
  public ArchiveOptions withClock(Clock other) {
    Objects.requireNonNull(other, "other");
    return new ArchiveOptions(readOnly, author, cacheDirectory, commitDeadline, other);
  }

  /** One line: what for, who, where hints are, how long a commit may take, by which clock. */
  @Override
  public String toString() {
    return (readOnly ? "reading only" : "reading and writing as " + author)
        + "; "
        + cacheDirectory.map(directory -> "hints in " + directory).orElse("no hints")
        + "; "
        + commitDeadline.toMillis() / 1000.0
        + " s for a commit"
        + (clock.equals(Clock.systemUTC()) ? "" : "; clock " + clock);
  }
}
