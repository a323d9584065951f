package io.stemma.storage.azure;

import io.stemma.storage.ObjectStore;
import io.stemma.storage.StoreAccess;
import io.stemma.testing.ObjectStoreContract;
import java.io.IOException;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;

class AzuriteContractTest extends ObjectStoreContract {
  private String test = "";

  @BeforeEach
  void beginInNewContainers() {
    test = HexFormat.of().toHexDigits(new Random().nextLong());
  }

  @Override
  protected ObjectStore open(String place) throws IOException {
    return AzureObjectStore.open(
        Azurite.running().container(place + "-" + test), "", StoreAccess.CREATE);
  }
}
