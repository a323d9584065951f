package io.stemma.internal.index;

import io.stemma.internal.base.MalformedException;
import io.stemma.internal.format.v1.FilterEntry;
import io.stemma.internal.format.v1.IndexLayout;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The filters of one index object, each read when it is first asked, while there is room; those of
 * an object that is far away are read together.
 */
final class IndexFilters {
  /** Filters that are longer together are read one by one, wherever they are. */
  static final int TOGETHER = 4 << 20;

  private final IndexObject object;
  private final IndexCache cache;
  private volatile AtomicReferenceArray<byte @Nullable []> loaded = new AtomicReferenceArray<>(0);
  private long reserved;
  private boolean retired;
  private volatile int refusedAt = -1; // no room since this release of memory

  IndexFilters(IndexObject object, IndexCache cache) {
    this.object = object;
    this.cache = cache;
  }

  /** Makes place for a number of filters, before the first question. */
  void open(int partitions) {
    loaded = new AtomicReferenceArray<>(partitions);
  }

  /** Whether one of the rows of a bucket may have a key; true where no filter is at hand. */
  boolean mayContain(IndexTables tables, int from, int to, long key) throws IOException {
    AtomicReferenceArray<byte @Nullable []> current = loaded;
    int last = (to - 1) / IndexLayout.PARTITION_ROWS;
    for (int p = from / IndexLayout.PARTITION_ROWS; p <= last; p++) {
      byte[] filter = current.get(p);
      if (filter == null) {
        filter = refusedAt == cache.releases() ? null : load(tables, p);
      }
      if (filter == null || FuseFilter.mayContain(tables.filter(p), filter, key)) {
        return true;
      }
    }
    return false;
  }

  private synchronized byte @Nullable [] load(IndexTables tables, int partition)
      throws IOException {
    byte[] there = loaded.get(partition);
    if (there != null || retired) {
      return there;
    }
    if (together(tables)) {
      loadAll(tables);
      return loaded.get(partition);
    }
    int releases = cache.releases();
    int length = tables.filter(partition).length();
    if (!cache.reserve(length)) {
      refusedAt = releases;
      return null;
    }
    byte[] filter = null;
    try {
      filter = read(object, tables, partition);
      loaded.set(partition, filter);
      reserved += length;
    } finally {
      if (filter == null) {
        cache.release(length);
      }
    }
    return filter;
  }

  private boolean together(IndexTables tables) {
    return object.isRemote() && tables.filtersLength() <= TOGETHER;
  }

  /** Loads what is loaded together; whether that was done. */
  synchronized boolean tryAll(IndexTables tables) {
    boolean wanted = !retired && loaded.length() > 0 && loaded.get(0) == null && together(tables);
    try {
      if (wanted) {
        loadAll(tables);
      }
      return wanted;
    } catch (IOException | MalformedException e) {
      return false; // Whoever asks a filter reads it again, and is told.
    }
  }

  private void loadAll(IndexTables tables) throws IOException {
    int releases = cache.releases();
    int length = (int) tables.filtersLength();
    if (!cache.reserve(length)) {
      refusedAt = releases;
      return;
    }
    boolean done = false;
    try {
      byte[] all = object.read(tables.filterOffset(0), length);
      int at = 0;
      for (int p = 0; p < loaded.length(); p++) {
        int end = at + tables.filter(p).length();
        loaded.set(p, checked(object, tables, p, Arrays.copyOfRange(all, at, end)));
        at = end;
      }
      reserved += length;
      done = true;
    } finally {
      if (!done) {
        for (int p = 0; p < loaded.length(); p++) {
          loaded.set(p, null);
        }
        cache.release(length);
      }
    }
  }

  /** Reads and checks a filter. */
  static byte[] read(IndexObject object, IndexTables tables, int partition) throws IOException {
    FilterEntry entry = tables.filter(partition);
    byte[] filter = object.read(tables.filterOffset(partition), entry.length());
    return checked(object, tables, partition, filter);
  }

  private static byte[] checked(
      IndexObject object, IndexTables tables, int partition, byte[] filter) {
    FilterEntry entry = tables.filter(partition);
    CRC32C crc = new CRC32C();
    crc.update(filter);
    if ((int) crc.getValue() != entry.crc()) {
      throw object.damaged("checksum of filter " + partition + " is wrong");
    }
    return filter;
  }

  synchronized void retire() {
    retired = true;
    for (int i = 0; i < loaded.length(); i++) {
      loaded.set(i, null);
    }
    cache.release(reserved);
    reserved = 0;
  }
}
