package io.stemma.internal.index;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What all index readers of an archive share: a cache of blocks, least recently used out first, and
 * a limit on the memory of filters. A filter that does not fit is not loaded, and lookups go to the
 * block at once: a lookup through a filter that has to be fetched first reads twenty times as much.
 */
public final class IndexCache {
  private static final int ENTRY_OVERHEAD = 120; // of Guava's entry, the key and the array

  private final Cache<Page, byte[]> pages;
  private final AtomicLong filterRoom;
  private final AtomicInteger releases = new AtomicInteger();
  private final AtomicInteger readers = new AtomicInteger();

  private record Page(int reader, int block) {}

  /**
   * Creates an empty cache.
   *
   * @param pageBytes how much memory blocks may take
   * @param filterBytes how much memory filters may take
   */
  public IndexCache(long pageBytes, long filterBytes) {
    this.pages =
        CacheBuilder.newBuilder()
            .maximumWeight(pageBytes)
            .weigher((Page page, byte[] bytes) -> bytes.length + ENTRY_OVERHEAD)
            .build();
    this.filterRoom = new AtomicLong(filterBytes);
  }

  int register() {
    return readers.getAndIncrement();
  }

  byte @Nullable [] page(int reader, int block) {
    return pages.getIfPresent(new Page(reader, block));
  }

  void keep(int reader, int block, byte[] bytes) {
    pages.put(new Page(reader, block), bytes);
  }

  boolean reserve(long bytes) {
    if (filterRoom.addAndGet(-bytes) >= 0) {
      return true;
    }
    filterRoom.addAndGet(bytes);
    return false;
  }

  void release(long bytes) {
    filterRoom.addAndGet(bytes);
    releases.incrementAndGet();
  }

  /** Changes whenever a reservation that was refused may succeed. */
  int releases() {
    return releases.get();
  }
}
