package io.stemma.internal.chunks;

import io.stemma.internal.format.v1.IndexRef;
import io.stemma.internal.format.v1.Kind;
import io.stemma.internal.format.v1.PackTable;
import java.util.List;

/**
 * What a session that has ended leaves to whoever commits it.
 *
 * @param waiting what is in no pack yet
 * @param tables packs that no index object covers
 * @param indexes index objects that cover all other packs
 */
record SessionParts(List<Chunk> waiting, List<PackTable> tables, List<IndexRef> indexes) {

  /**
   * A chunk that waits.
   *
   * @param kind what it is
   * @param bytes its bytes
   * @param position where they are in their file
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Chunk(Kind kind, byte[] bytes, long position) {}

  /** Copies the lists. */
  SessionParts {
    waiting = List.copyOf(waiting);
    tables = List.copyOf(tables);
    indexes = List.copyOf(indexes);
  }
}
