package io.stemma.internal.maintenance;

import io.stemma.storage.ObjectInfo;
import io.stemma.storage.ObjectRange;
import io.stemma.storage.ObjectStore;
import io.stemma.storage.ObjectWriter;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** Counts the bytes that are read. Closing it closes nothing. */
final class CountedStore implements ObjectStore {
  private final ObjectStore store;
  private final AtomicLong bytes = new AtomicLong();

  CountedStore(ObjectStore store) {
    this.store = store;
  }

  /** How many bytes were read so far. */
  long bytes() {
    return bytes.get();
  }

  @Override
  public ObjectWriter create(String key) throws IOException {
    return store.create(key);
  }

  @Override
  public ObjectRange read(String key, long offset, int length) throws IOException {
    ObjectRange range = store.read(key, offset, length);
    bytes.addAndGet(range.bytes().remaining());
    return range;
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
  public void close() {}
}
