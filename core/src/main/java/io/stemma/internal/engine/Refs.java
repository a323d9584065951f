package io.stemma.internal.engine;

import io.stemma.internal.format.v1.ArchiveState;
import io.stemma.internal.format.v1.RefTarget;
import java.util.Optional;
import java.util.SortedMap;

/** The refs of one state of an archive. */
record Refs(SortedMap<String, RefTarget> all) {

  static Refs of(ArchiveState state) {
    return new Refs(state.refs());
  }

  Optional<RefTarget> get(String ref) {
    return Optional.ofNullable(all.get(ref));
  }

  /** The refs whose names begin with a text that ends in a slash. */
  SortedMap<String, RefTarget> below(String prefix) {
    return all.subMap(prefix, prefix.substring(0, prefix.length() - 1) + (char) ('/' + 1));
  }
}
