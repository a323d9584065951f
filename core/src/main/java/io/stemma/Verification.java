package io.stemma;

import java.util.List;

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
      affected = List.copyOf(affected);
    }

    /** The object, the problem, and the first files. */
    @Override
    public String toString() {
      StringBuilder text = new StringBuilder().append(object).append(": ").append(problem);
      affected.stream()
          .limit(10)
          .forEach(
              f ->
                  text.append("\n    ")
                      .append(f.repository())
                      .append(' ')
                      .append(f.commit().abbreviated())
                      .append(' ')
                      .append(f.path()));
      if (affectedCount > 10) {
        text.append("\n    and ").append(affectedCount - 10).append(" more files");
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
  public record AffectedFile(String repository, CommitId commit, String path) {}

  /** One line if all is well, else every damage. */
  @Override
  public String toString() {
    StringBuilder text =
        new StringBuilder()
            .append(isClean() ? "clean" : damages.size() + " damages")
            .append(": ")
            .append(objects)
            .append(" objects, ")
            .append(Sizes.text(bytes))
            .append(" checked; ")
            .append(entries)
            .append(" operations' entries, ")
            .append(commits)
            .append(" commits, ")
            .append(files)
            .append(" files");
    damages.forEach(d -> text.append("\n  ").append(d));
    return text.toString();
  }
}
