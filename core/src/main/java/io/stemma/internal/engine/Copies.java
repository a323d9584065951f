package io.stemma.internal.engine;

import io.stemma.ArchiveOptions;
import io.stemma.internal.cache.CachingObjectStore;
import io.stemma.internal.cache.RangeCache;
import io.stemma.internal.format.v1.LogKey;
import io.stemma.storage.ObjectStore;

/** Decides what is kept on the local disk of an archive that is far away. */
final class Copies {
  private Copies() {}

  /**
   * A store that reads from copies too, where that is worth it and wanted; else the store itself.
   * Copies are kept by the archive's id, so two archives that were at one address after each other
   * are not mixed up. {@code stemma.json} is not kept.
   */
  static ObjectStore of(ObjectStore store, ArchiveOptions options, String archiveId) {
    if (!store.isRemote() || options.cacheDirectory().isEmpty() || options.cacheBytes() == 0) {
      return store;
    }
    RangeCache cache =
        RangeCache.in(options.cacheDirectory().get().resolve("ranges"), options.cacheBytes());
    return new CachingObjectStore(store, cache, archiveId, Copies::isKept);
  }

  /**
   * Drops what is kept of an object that turned out to be damaged: it may have been so on its way
   * only.
   *
   * @return whether anything can be kept of it
   */
  static boolean forget(ObjectStore copies, String key) {
    if (copies instanceof CachingObjectStore caching) {
      caching.forget(key);
      return true;
    }
    return false;
  }

  /** Packs and index objects have random names; log entries count by their digest only. */
  private static boolean isKept(String key) {
    return !key.equals(LogKey.MARKER);
  }
}
