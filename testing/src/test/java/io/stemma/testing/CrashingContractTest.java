package io.stemma.testing;

import io.stemma.storage.ObjectStore;
import java.util.HashMap;
import java.util.Map;

class CrashingContractTest extends ObjectStoreContract {
  private final Map<String, CrashingObjectStore> places = new HashMap<>();

  @Override
  protected ObjectStore open(String place) {
    return places.computeIfAbsent(place, p -> new CrashingObjectStore()).reopen();
  }
}
