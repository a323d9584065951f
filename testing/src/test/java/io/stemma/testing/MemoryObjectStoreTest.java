package io.stemma.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemma.storage.MemoryObjectStore;
import io.stemma.storage.ObjectStore;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MemoryObjectStoreTest extends ObjectStoreContract {
  private final Map<String, MemoryObjectStore> places = new HashMap<>();

  @Override
  protected ObjectStore open(String place) {
    return places.computeIfAbsent(place, p -> new MemoryObjectStore()).reopen();
  }

  @Test
  void printsWhatItHolds() throws IOException {
    MemoryObjectStore store = new MemoryObjectStore();
    ContractTests.put(store, "a/b", new byte[1000]);
    ContractTests.put(store, "c", new byte[24]);
    assertThat(store).hasToString("memory, 2 objects, 1024 bytes");
    store.close();
    assertThat(store).hasToString("memory, 2 objects, 1024 bytes, closed");
  }
}
