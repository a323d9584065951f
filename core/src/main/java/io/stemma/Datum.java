package io.stemma;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * One unit of work of a pipeline: the files and directories that one call of a {@link
 * Transformation} sees. Used by the call it is given to, and not after that.
 */
public interface Datum {

  /**
   * What the datum is called: the path that its input matched; for several inputs, their paths one
   * after the other; for a group, its key. Outputs land below it.
   *
   * @return a path with a leading {@code /}, unique among the datums of a job
   */
  String name();

  /**
   * The file or directory of the only input, or of the first one.
   *
   * @return a path to read from
   * @throws NotFoundException if that input has none, or several
   */
  Path path();

  /**
   * The file or directory of an input.
   *
   * @param input the name of the input; see {@link Input#as}
   * @return a path to read from
   * @throws NotFoundException if there is no such input, or it has no path here, or several
   */
  Path path(String input);

  /**
   * All files and directories of an input: one, or as many as a group has, or none where an outer
   * join or a gap leaves it empty.
   *
   * @param input the name of the input
   * @return paths to read from, in the order of their names
   * @throws NotFoundException if there is no such input
   */
  List<Path> paths(String input);

  /**
   * The attributes of an input's file or directory.
   *
   * @param input the name of the input
   * @return what is said of its path
   * @throws NotFoundException if there is no such input, or it has no path here, or several
   */
  Attributes attributes(String input);

  /**
   * What the patterns of the inputs captured.
   *
   * @return the text of each capture by its name
   */
  Map<String, String> captures();

  /**
   * What a pattern captured.
   *
   * @param name the name of the capture
   * @return its text
   * @throws NotFoundException if nothing was captured under that name
   */
  String capture(String name);

  /**
   * A directory on the local disk for intermediate files, which is deleted after the datum.
   *
   * @return an empty directory of the default file system, made when it is first asked for
   */
  Path scratch();

  /**
   * Random numbers that are the same each time this datum is run by this code.
   *
   * @return a generator, seeded by what the datum is computed from
   */
  RandomGenerator random();

  /**
   * A clock that stands still at 1970-01-01T00:00:00Z, so that results do not depend on when they
   * are computed.
   *
   * @return the clock, in UTC
   */
  Clock clock();
}
