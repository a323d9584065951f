package io.stemma;

/**
 * What a compaction did.
 *
 * @param packsMerged small packs that were merged into larger ones
 * @param indexesMerged index objects that were merged into larger ones
 * @param bytesWritten bytes written for it
 */
public record Compaction(long packsMerged, long indexesMerged, long bytesWritten) {

  /** {@code 12 packs and 2 index objects merged, 8.0 MiB written}. */
  @Override
  public String toString() {
    return packsMerged + indexesMerged == 0
        ? "nothing to merge"
        : Sizes.count(packsMerged, "pack")
            + " and "
            + Sizes.count(indexesMerged, "index object")
            + " merged, "
            + Sizes.text(bytesWritten)
            + " written";
  }
}
