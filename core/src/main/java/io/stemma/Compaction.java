package io.stemma;

/**
 * What a compaction did.
 *
 * @param packsMerged small packs that were merged into larger ones
 * @param indexesMerged index objects that were merged into larger ones
 * @param bytesWritten bytes written for it
 */
public record Compaction(long packsMerged, long indexesMerged, long bytesWritten) {}
