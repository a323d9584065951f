package io.stemma.internal.index;

import io.stemma.internal.format.v1.FilterEntry;
import io.stemma.internal.format.v1.IndexLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * Makes one filter of every {@link IndexLayout#PARTITION_ROWS} keys, so that building takes a few
 * mebibytes however long the index. The finished filters stay in memory: 30 MB at most.
 */
final class FilterCollector {
  private final List<byte[]> filters = new ArrayList<>();
  private final List<FilterEntry> entries = new ArrayList<>();
  private long[] keys = new long[256];
  private int count;
  private int bytes;

  void add(long key) {
    if (count == keys.length) {
      keys = Arrays.copyOf(keys, 2 * count);
    }
    keys[count++] = key;
    if (count == IndexLayout.PARTITION_ROWS) {
      finish();
    }
  }

  void end() {
    if (count > 0) {
      finish();
    }
  }

  private void finish() {
    FuseFilter filter = FuseFilter.of(keys, count);
    byte[] cells = filter.fingerprints();
    CRC32C crc = new CRC32C();
    crc.update(cells);
    filters.add(cells);
    entries.add(
        new FilterEntry(filter.seed(), cells.length, filter.segmentBits(), (int) crc.getValue()));
    bytes += cells.length;
    count = 0;
  }

  List<byte[]> filters() {
    return filters;
  }

  List<FilterEntry> entries() {
    return entries;
  }

  /** Length of the finished filters. */
  int bytes() {
    return bytes;
  }
}
