package io.stemma.testing;

import io.stemma.storage.NoSuchObjectException;
import io.stemma.storage.ObjectInfo;
import io.stemma.storage.ObjectRange;
import io.stemma.storage.ObjectStore;
import io.stemma.storage.ObjectWriter;
import io.stemma.storage.ReadOnlyStoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/** A store in which one object is another than it was, or gone. For reading; closes nothing. */
final class AlteredObjectStore implements ObjectStore {
  private final ObjectStore store;
  private final String altered;
  private final Optional<byte[]> now;

  AlteredObjectStore(ObjectStore store, String altered, Optional<byte[]> now) {
    this.store = store;
    this.altered = altered;
    this.now = now;
  }

  @Override
  public ObjectWriter create(String key) throws IOException {
    throw new ReadOnlyStoreException("this store is for reading: " + key);
  }

  @Override
  public ObjectRange read(String key, long offset, int length) throws IOException {
    if (!key.equals(altered)) {
      return store.read(key, offset, length);
    }
    byte[] bytes = now.orElseThrow(() -> new NoSuchObjectException(key));
    int from = (int) Math.min(offset, bytes.length);
    int to = Math.min(bytes.length - from, length) + from;
    return new ObjectRange(ByteBuffer.wrap(Arrays.copyOfRange(bytes, from, to)), bytes.length);
  }

  @Override
  public Stream<ObjectInfo> list(String prefix, String after, int limit) throws IOException {
    return store
        .list(prefix, after, limit)
        .filter(info -> now.isPresent() || !info.key().equals(altered))
        .map(
            info ->
                info.key().equals(altered)
                    ? new ObjectInfo(altered, now.orElseThrow().length)
                    : info);
  }

  @Override
  public boolean delete(String key) throws IOException {
    throw new ReadOnlyStoreException("this store is for reading: " + key);
  }

  @Override
  public void sync(String key) throws IOException {
    if (now.isEmpty() && key.equals(altered)) {
      throw new NoSuchObjectException(key);
    }
    store.sync(key);
  }

  @Override
  public boolean isRemote() {
    return store.isRemote();
  }

  @Override
  public void close() {}
}
