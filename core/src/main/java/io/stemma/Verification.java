package io.stemma;

import java.util.List;
import java.util.Objects;

/**
 * What a check of an archive found.
 *
 * @param objects stored objects that were looked at
 * @param bytes bytes that were read and checked
 * @param entries entries of the log
 * @param commits commits
 * @param files files, over all commits, each version counted once
 * @param damages everything that is wrong
 */
public record Verification(
    long objects, long bytes, long entries, long commits, long files, List<Damage> damages) {

  /**
   * Copies the list.
   *
   * @param objects stored objects that were looked at
   * @param bytes bytes that were read and checked
   * @param entries entries of the log
   * @param commits commits
   * @param files files, over all commits, each version counted once
   * @param damages everything that is wrong
   */
  public Verification {
    Objects.requireNonNull(damages, "damages");
    damages = List.copyOf(damages);
  }

  /**
   * Whether nothing is wrong.
   *
   * @return true if there is no damage
   */
  public boolean isClean() {
    return damages.isEmpty();
  }

  /**
   * Something that is wrong.
   *
   * @param object key of the stored object
   * @param problem what was expected, and what was found
   * @param affected files that cannot be read because of it, at most the first 1,000
   * @param affectedCount how many there are
   */
  public record Damage(
      String object, String problem, List<AffectedFile> affected, long affectedCount) {

    /**
     * Copies the list.
     *
     * @param object key of the stored object
     * @param problem what was expected, and what was found
     * @param affected files that cannot be read because of it, at most the first 1,000
     * @param affectedCount how many there are
     */
    public Damage {
      Objects.requireNonNull(object, "object");
      Objects.requireNonNull(problem, "problem");
      Objects.requireNonNull(affected, "affected");
      affected = List.copyOf(affected);
    }

    /** The object, the problem, and the first files. */
    @Override
    public String toString() {
      StringBuilder text = new StringBuilder().append(object).append(": ").append(problem);
      affected.stream().limit(10).forEach(f -> text.append("\n    ").append(f));
      long rest = affectedCount - Math.min(10, affected.size());
      if (rest > 0) {
        text.append("\n    ... and ").append(Sizes.count(rest, "more file"));
      }
      return text.toString();
    }
  }

  /**
   * A file of a commit that damage affects.
   *
   * @param repository the repository of the commit
   * @param commit the commit
   * @param path the file; {@code /} if all files of the commit are affected
   */
  public record AffectedFile(String repository, CommitId commit, String path) {

    /**
     * Refuses null.
     *
     * @param repository the repository of the commit
     * @param commit the commit
     * @param path the file; {@code /} if all files of the commit are affected
     */
    public AffectedFile {
      Objects.requireNonNull(repository, "repository");
      Objects.requireNonNull(commit, "commit");
      Objects.requireNonNull(path, "path");
    }

    /** One line: repository, abbreviated id, path. */
    @Override
    public String toString() {
      return repository + " " + commit.abbreviated() + " " + path;
    }
  }

  /** One line if all is well, else every damage. */
  @Override
  public String toString() {
    StringBuilder text =
        new StringBuilder(isClean() ? "clean" : Sizes.count(damages.size(), "damage"))
            .append(": ")
            .append(Sizes.count(objects, "object"))
            .append(", ")
            .append(Sizes.text(bytes))
            .append(" checked; ")
            .append(Sizes.count(entries, "log entry", "log entries"))
            .append(", ")
            .append(Sizes.count(commits, "commit"))
            .append(", ")
            .append(Sizes.count(files, "file"));
    damages.forEach(d -> text.append("\n  ").append(d));
    return text.toString();
  }
}
