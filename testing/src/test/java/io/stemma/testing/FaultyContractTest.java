package io.stemma.testing;

import io.stemma.storage.MemoryObjectStore;
import io.stemma.storage.ObjectStore;
import java.util.HashMap;
import java.util.Map;

class FaultyContractTest extends ObjectStoreContract {
  private final Map<String, MemoryObjectStore> places = new HashMap<>();

  @Override
  protected ObjectStore open(String place) {
    MemoryObjectStore store = places.computeIfAbsent(place, p -> new MemoryObjectStore());
    return new FaultyObjectStore(store.reopen(), FaultPlan.random(1, 0.5, Fault.DELAY), 1);
  }
}
