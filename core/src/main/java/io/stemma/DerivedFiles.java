package io.stemma;

import java.util.stream.Stream;

/**
 * Those results on a branch that were made from what {@link Downstream} is of. Holds some bytes for
 * each datum; names and files are read as they are consumed. Immutable; usable from any thread
 * until the archive is closed.
 */
public interface DerivedFiles {

  /**
   * The repository that has the results, which is called like the pipeline.
   *
   * @return its name
   */
  String repository();

  /**
   * The branch that has them: that of the pipeline or of a variant, or one that somebody made
   * there.
   *
   * @return its name
   */
  String branch();

  /**
   * The newest commit of the branch.
   *
   * @return the commit that has the files
   */
  Commit commit();

  /**
   * How many datums the files are of, also those that gave no file. A datum that failed has no
   * result, and does not count.
   *
   * @return the number of datums
   */
  long datums();

  /**
   * How many files there are. One that was merged of several datums counts if one of them does.
   *
   * @return the number of files
   */
  long files();

  /**
   * The names of the datums.
   *
   * @return each with a leading {@code /}, in the order of their bytes; read as they are consumed
   */
  Stream<String> datumNames();

  /**
   * The files. What somebody has changed since by a commit of their own is not among them.
   *
   * @return the files of the commit, in the order of their paths; read as they are consumed
   */
  Stream<Entry> walk();

  /**
   * Whether all that was read for the results of this branch is what is there today: the files of
   * all branches that the job read, quiet inputs included, the definition of the pipeline, and so
   * on for those pipelines whose results it read. Otherwise a job may find other results, or that
   * these are right. Code of the class path does not count.
   *
   * @return false if something has changed, is gone, or was changed by hand in the results
   */
  boolean isUpToDate();

  /** One line. */
  @Override
  String toString();
}
