package io.stemma.storage.local;

import io.stemma.storage.ObjectStore;
import io.stemma.storage.StoreAccess;
import io.stemma.testing.ObjectStoreContract;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class DirectoryContractTest extends ObjectStoreContract {
  @TempDir Path root;

  @Override
  protected ObjectStore open(String place) throws IOException {
    return DirectoryObjectStore.open(root.resolve(place), StoreAccess.CREATE);
  }
}
