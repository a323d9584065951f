package io.stemma;

import io.stemma.display.Displayed;
import io.stemma.internal.table.Outline;
import io.stemma.internal.table.PrintedList;
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
    long objects, long bytes, long entries, long commits, long files, List<Damage> damages)
    implements Displayed {
  private static final int SHOWN = 10;

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
    damages = PrintedList.of("damages", damages);
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
      return outline().toString();
    }

    private Outline outline() {
      Outline outline = Outline.of(object + ": " + problem);
      affected.stream().limit(SHOWN).forEach(file -> outline.line(file.toString()));
      return outline.addRest(affectedCount - Math.min(SHOWN, affected.size()));
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

  private Outline outline() {
    Outline outline =
        Outline.of(
            (isClean() ? "clean" : Sizes.count(damages.size(), "damage"))
                + ": "
                + Sizes.count(objects, "object")
                + ", "
                + Sizes.text(bytes)
                + " checked; "
                + Sizes.count(entries, "log entry", "log entries")
                + ", "
                + Sizes.count(commits, "commit")
                + ", "
                + Sizes.count(files, "file"));
    damages.forEach(each -> outline.add(each.outline()));
    return outline;
  }

  /** One line if all is well, else every damage. */
  @Override
  public String toString() {
    return outline().toString();
  }

  @Override
  public String html() {
    return outline().html();
  }
}
