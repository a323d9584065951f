package io.stemma;

import java.util.List;
import java.util.Optional;

/** One path that two commits differ in. */
public interface Change {

  /** How a path changed. */
  enum Kind {
    /** There was nothing before. */
    ADDED,
    /** There is nothing now. */
    REMOVED,
    /** Content or attributes differ. */
    MODIFIED
  }

  /**
   * The path.
   *
   * @return the path, with a leading {@code /}
   */
  String path();

  /**
   * How it changed.
   *
   * @return the kind of change
   */
  Kind kind();

  /**
   * The older version.
   *
   * @return the entry in the older commit; empty if added
   */
  Optional<Entry> before();

  /**
   * The newer version.
   *
   * @return the entry in the newer commit; empty if removed
   */
  Optional<Entry> after();

  /**
   * Where the content differs, found by comparing chunks and then bytes at their edges.
   *
   * @return ranges of the newer file that are not in the older one at the corresponding place; one
   *     range over everything for an added file; none if only attributes differ or bytes were only
   *     removed at the end
   */
  List<ByteRange> changedRanges();

  /** One line: {@code M /18000/te.i16}. */
  @Override
  String toString();
}
