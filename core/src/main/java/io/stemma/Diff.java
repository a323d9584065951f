package io.stemma;

import io.stemma.display.Displayed;
import java.util.List;
import java.util.stream.Stream;

/**
 * What changed from one commit to another. Read as it is consumed: an equal part of both costs
 * nothing.
 */
public interface Diff extends Displayed {

  /**
   * The commit that the changes lead from.
   *
   * @return the older commit
   */
  Commit from();

  /**
   * The commit that the changes lead to.
   *
   * @return the newer commit
   */
  Commit to();

  /**
   * The changed files and directories, in the order of their paths. A directory is a change of its
   * own only where its attributes changed.
   *
   * @return the changes
   */
  Stream<Change> stream();

  /**
   * The changes at and below a path.
   *
   * @param path a file or directory
   * @return the narrowed difference
   */
  Diff under(String path);

  /**
   * Whether nothing changed.
   *
   * @return true if there is no change
   */
  boolean isEmpty();

  /**
   * Counts and bytes of the changes.
   *
   * @return the sums over {@link #stream()}
   */
  DiffSummary summary();

  /**
   * How the numbers changed in those modified files that are signals in both commits; other files
   * are left out. Reads the signals.
   *
   * @return the files in the order of their paths; prints as a table
   */
  List<NumericChange> numeric();

  /** The summary, and the first twenty changes. */
  @Override
  String toString();
}
