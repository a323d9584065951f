package io.stemma.testing;

import io.stemma.storage.MemoryObjectStore;
import io.stemma.storage.ObjectStore;
import java.util.HashMap;
import java.util.Map;

class RecordingContractTest extends ObjectStoreContract {
  private final Map<String, MemoryObjectStore> places = new HashMap<>();

  @Override
  protected ObjectStore open(String place) {
    return new RecordingObjectStore(
        places.computeIfAbsent(place, p -> new MemoryObjectStore()).reopen());
  }
}
