package io.stemma.testing;

import io.stemma.internal.cache.CachingObjectStore;
import io.stemma.internal.cache.RangeCache;
import io.stemma.storage.MemoryObjectStore;
import io.stemma.storage.ObjectStore;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** Stores that share copies of what they read are stores. */
class CachingContractTest extends ObjectStoreContract {
  private final Map<String, MemoryObjectStore> places = new HashMap<>();

  @TempDir Path directory;

  @Override
  protected ObjectStore open(String place) {
    ObjectStore store = places.computeIfAbsent(place, p -> new MemoryObjectStore()).reopen();
    return new CachingObjectStore(store, RangeCache.in(directory, 1 << 26), place, key -> true);
  }
}
