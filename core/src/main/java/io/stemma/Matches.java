package io.stemma;

import io.stemma.display.Displayed;
import io.stemma.internal.table.PrintedList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The files and directories of a commit that a condition is true of. Found when they are asked for,
 * each time anew, and always the same, as a commit does not change. Usable from any thread until
 * the archive is closed.
 */
public interface Matches extends Displayed {

  /**
   * What was asked.
   *
   * @return the condition
   */
  Condition condition();

  /**
   * Where it was asked.
   *
   * @return the id of the commit
   */
  CommitId commit();

  /**
   * What was found.
   *
   * @return the matches in the order of their paths
   * @throws DamageException if what is read of the commit is damaged
   */
  Stream<Match> stream();

  /**
   * What was found, all at once.
   *
   * @return the matches in the order of their paths; prints as a list
   */
  default List<Match> list() {
    return PrintedList.of(condition().toString(), stream().toList());
  }

  /**
   * The paths of what was found.
   *
   * @return the paths, in their order
   */
  default List<String> paths() {
    return stream().map(Match::path).toList();
  }

  /**
   * How many there are.
   *
   * @return the number of matches
   */
  default long count() {
    return stream().count();
  }

  /**
   * The first of them.
   *
   * @return the match with the least path, if there is any
   */
  default Optional<Match> first() {
    return stream().findFirst();
  }

  /**
   * A table of the first fifty, with the attributes that were asked for, and how many there are.
   */
  @Override
  String toString();
}
