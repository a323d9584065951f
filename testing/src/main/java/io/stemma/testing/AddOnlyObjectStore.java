package io.stemma.testing;

import io.stemma.storage.ObjectInfo;
import io.stemma.storage.ObjectRange;
import io.stemma.storage.ObjectStore;
import io.stemma.storage.ObjectWriter;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/**
 * A store for credentials that can read, list and add: every deletion is refused, as a service
 * refuses it, and remembered. A store never overwrites anyway. Safe for use by several threads.
 */
public final class AddOnlyObjectStore implements ObjectStore {
  private final ObjectStore store;
  private final ConcurrentLinkedQueue<String> refused = new ConcurrentLinkedQueue<>();

  /**
   * Takes a right away.
   *
   * @param store the store, which {@link #close()} closes
   */
  public AddOnlyObjectStore(ObjectStore store) {
    this.store = store;
  }

  /**
   * What somebody tried to delete.
   *
   * @return the keys, in the order of the attempts
   */
  public List<String> refused() {
    return List.copyOf(refused);
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
    refused.add(key);
    throw new IOException("deleting " + key + " is refused: these credentials can only add");
  }

  @Override
  public void sync(String key) throws IOException {
    store.sync(key);
  }

  @Override
  public void close() throws IOException {
    store.close();
  }
}
