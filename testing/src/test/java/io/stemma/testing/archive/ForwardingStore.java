package io.stemma.testing.archive;

import io.stemma.storage.ObjectInfo;
import io.stemma.storage.ObjectRange;
import io.stemma.storage.ObjectStore;
import io.stemma.storage.ObjectWriter;
import java.io.IOException;
import java.util.stream.Stream;

/** Another store, for tests that change one of its operations. */
class ForwardingStore implements ObjectStore {
  private final ObjectStore store;

  ForwardingStore(ObjectStore store) {
    this.store = store;
  }

  @Override
  public ObjectWriter create(String key) throws IOException {
    return store.create(key);
  }

  @Override
  public ObjectRange read(String key, long offset, int length) throws IOException {
    return store.read(key, offset, length);
  }

  @Override
  public Stream<ObjectInfo> list(String prefix, String after, int limit) throws IOException {
    return store.list(prefix, after, limit);
  }

  @Override
  public boolean delete(String key) throws IOException {
    return store.delete(key);
  }

  @Override
  public void sync(String key) throws IOException {
    store.sync(key);
  }

  @Override
  public boolean isRemote() {
    return store.isRemote();
  }

  @Override
  public void close() throws IOException {
    store.close();
  }
}
