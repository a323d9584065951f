package io.stemma;

import io.stemma.display.Displayed;
import java.util.List;
import java.util.Optional;

/**
 * What was made from files: the results of pipelines, and what pipelines made of these, at the
 * newest commits of all branches. Found from what jobs recorded of themselves, so it needs neither
 * the code of pipelines nor their definitions of today, nor the repository that is asked for: what
 * was deleted there, or with it, is still what results were made from. Immutable; the counts are
 * those of the moment when it was asked for. Usable from any thread until the archive is closed.
 *
 * <p>Prints as a table of the first outputs.
 */
public interface Downstream extends Displayed {

  /**
   * The repository of the files.
   *
   * @return its name
   */
  String repository();

  /**
   * Which version of them is asked for.
   *
   * @return the commit; empty for whatever version
   */
  Optional<CommitId> commit();

  /**
   * The file, or the directory that they are in.
   *
   * @return its path, with a leading {@code /}
   */
  String path();

  /**
   * Where there are files that were made from these.
   *
   * @return the branches, those of pipelines each after those that it reads; none if nothing was
   *     made from the files; prints as a list
   */
  List<DerivedFiles> outputs();

  /**
   * How many datums of all outputs had some of the files.
   *
   * @return the sum over the outputs
   */
  long datums();

  /**
   * How many files were made from these.
   *
   * @return the sum over the outputs
   */
  long files();

  /**
   * Whether nothing was made from the files.
   *
   * @return true if there are no outputs
   */
  default boolean isEmpty() {
    return outputs().isEmpty();
  }

  /**
   * The same, but of those datums only whose code really opened some of the files, or handed them
   * on, as {@link Derivation#sources} tells: a datum has whole directories as its input, and may
   * read one file of them. Where it opened more than 1,000 files of an input, all of the input
   * counts. Looks again, as the archive is now, and reads what is recorded of each datum, which
   * takes longer.
   *
   * @return what was made from the files by reading them
   */
  Downstream onlyRead();

  /** A table of the first outputs, with numbers, and whether they are up to date. */
  @Override
  String toString();
}
