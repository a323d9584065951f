package io.stemma;

import io.stemma.display.Displayed;
import java.util.List;

/** What a transformation gave for a few datums. Nothing of it is in the archive. */
public interface Trial extends Displayed {

  /**
   * The datums that were tried.
   *
   * @return how each of them fared, in the order of their names; prints as a table
   */
  List<DatumReport> datums();

  /**
   * The datums that failed.
   *
   * @return their reports, in the order of their names; prints as a table
   */
  List<DatumReport> failures();

  /**
   * The outputs, as a job would commit them.
   *
   * @return a commit that is in no archive, and in memory; it can be read as long as the archive is
   *     open
   */
  Commit commit();

  /**
   * How the outputs differ from older files at the paths of the datums that were tried.
   *
   * @param older a commit of the archive
   * @return the difference
   */
  Diff changesSince(Commit older);

  /** The numbers of datums, and the outputs. */
  @Override
  String toString();
}
