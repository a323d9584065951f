package io.stemma.internal.engine;

import io.stemma.internal.commit.RefTable;
import io.stemma.internal.format.v1.RefTarget;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * The refs of one state of an archive.
 *
 * @param sequence number of the entry that has the state
 */
record Refs(long sequence, RefTable table) {

  Optional<RefTarget> get(String ref) {
    return table.get(ref);
  }

  /** The refs whose names begin with a text. */
  SortedMap<String, RefTarget> below(String prefix) {
    return table.startingWith(prefix);
  }

  /** The names of all repositories. */
  List<String> repositories() {
    return below("").keySet().stream().filter(ref -> ref.indexOf('/') < 0).toList();
  }
}
