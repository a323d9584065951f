package io.stemma.internal.index;

import io.stemma.internal.base.ByteWriter;
import io.stemma.internal.format.v1.IndexLayout;
import io.stemma.internal.format.v1.IndexTrailer;
import io.stemma.internal.format.v1.PackId;
import java.util.Arrays;
import java.util.Collection;

/** The packs of an index that is being written, sorted; their places are their numbers. */
final class PackTable {
  private final PackId[] packs;

  PackTable(Collection<PackId> packs) {
    this.packs = packs.stream().sorted().distinct().toArray(PackId[]::new);
    if (this.packs.length > IndexLayout.MAX_PACKS) {
      throw new IllegalArgumentException(
          "an index names at most " + IndexLayout.MAX_PACKS + " packs, not " + this.packs.length);
    }
  }

  int size() {
    return packs.length;
  }

  int ordinal(PackId pack) {
    int at = Arrays.binarySearch(packs, pack);
    if (at < 0) {
      throw new IllegalArgumentException("pack " + pack + " was not announced to the index");
    }
    return at;
  }

  byte[] encode() {
    ByteWriter out = new ByteWriter(packs.length * PackId.BYTES);
    for (PackId pack : packs) {
      IndexTrailer.writeName(out, pack);
    }
    return out.toBytes();
  }
}
