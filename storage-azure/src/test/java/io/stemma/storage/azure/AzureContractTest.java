package io.stemma.storage.azure;

import io.stemma.storage.ObjectStore;
import io.stemma.testing.ObjectStoreContract;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;

@Tag("account")
class AzureContractTest extends ObjectStoreContract {
  @SuppressWarnings("NullAway.Init") // set before each test
  private TestPlace test;

  @BeforeEach
  void makePlace() throws IOException {
    test = TestPlace.make();
  }

  @AfterEach
  void leavePlace() {
    test.close();
  }

  @Override
  protected ObjectStore open(String place) throws IOException {
    return test.open(place);
  }
}
