package io.stemma.benchmarks;

import io.stemma.storage.ObjectInfo;
import io.stemma.storage.ObjectRange;
import io.stemma.storage.ObjectStore;
import io.stemma.storage.ObjectWriter;
import java.io.IOException;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/** Counts the requests that go to a store, at next to no cost. */
public final class CountingStore implements ObjectStore {
  private final ObjectStore store;
  private final LongAdder requests = new LongAdder();

  /**
   * Counts.
   *
   * @param store the store, which is closed with this one
   */
  public CountingStore(ObjectStore store) {
    this.store = store;
  }

  /** How many requests there were so far. */
  public long requests() {
    return requests.sum();
  }

  @Override
  public ObjectWriter create(String key) throws IOException {
    requests.increment();
    return store.create(key);
  }

  @Override
  public ObjectRange read(String key, long offset, int length) throws IOException {
    requests.increment();
    return store.read(key, offset, length);
  }

  @Override
  public Stream<ObjectInfo> list(String prefix, String after, int limit) throws IOException {
    requests.increment();
    return store.list(prefix, after, limit);
  }

  @Override
  public boolean delete(String key) throws IOException {
    requests.increment();
    return store.delete(key);
  }

  @Override
  public void sync(String key) throws IOException {
    requests.increment();
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
