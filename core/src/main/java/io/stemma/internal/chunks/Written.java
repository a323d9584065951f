package io.stemma.internal.chunks;

import io.stemma.internal.format.v1.IndexRef;
import io.stemma.internal.format.v1.PackTable;
import java.util.List;

/**
 * What a session left in the store, for the log entry that makes it live.
 *
 * @param packs packs that no index object covers
 * @param indexes index objects that cover all other packs of the session
 */
public record Written(List<PackTable> packs, List<IndexRef> indexes) {

  /** Copies the lists. */
  public Written {
    packs = List.copyOf(packs);
    indexes = List.copyOf(indexes);
  }
}
