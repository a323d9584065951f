package io.stemma.internal.cache;

import io.stemma.storage.CreateOutcome;
import io.stemma.storage.ObjectInfo;
import io.stemma.storage.ObjectKeys;
import io.stemma.storage.ObjectRange;
import io.stemma.storage.ObjectStore;
import io.stemma.storage.ObjectWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A store whose objects are also read from a {@link RangeCache}. What was read once is kept as it
 * was read, and a short object that is written here is kept whole. That an object is absent is
 * never kept, nor is a listing.
 *
 * <p>An object that others deleted may be read for as long as it is kept; so only such keys are for
 * a cache as never get another object. Whoever must know what the store has now asks the store
 * itself.
 */
public final class CachingObjectStore implements ObjectStore {
  private static final int SHORT = 1 << 20;

  private final ObjectStore store;
  private final RangeCache cache;
  private final String owner;
  private final Predicate<String> lasting;
  private volatile boolean closed;

  /**
   * Keeps what is read.
   *
   * @param store the store, which is closed with this one
   * @param cache where copies are; closed with this store, too
   * @param owner names the contents of the store, such as the id of an archive: no other store in
   *     whose name something is kept has other objects under the same keys
   * @param lasting which keys are kept
   */
  public CachingObjectStore(
      ObjectStore store, RangeCache cache, String owner, Predicate<String> lasting) {
    this.store = store;
    this.cache = cache;
    this.owner = owner;
    this.lasting = lasting;
  }

  @Override
  public boolean isRemote() {
    return store.isRemote();
  }

  @Override
  public ObjectRange read(String key, long offset, int length) throws IOException {
    ObjectKeys.checkKey(key);
    ObjectKeys.checkRange(offset, length);
    checkOpen();
    if (length == 0 || !lasting.test(key)) {
      return store.read(key, offset, length);
    }
    ObjectRange kept = cache.read(owner, key, offset, length);
    if (kept != null) {
      return kept;
    }
    ObjectRange range = store.read(key, offset, length);
    if (range.bytes().remaining() == Math.min(length, range.objectLength() - offset)) {
      cache.add(owner, key, offset, range.bytes(), range.objectLength());
    }
    return range;
  }

  /**
   * Drops what is kept of an object, because it is not what was written: the store is asked next.
   *
   * @param key the object
   */
  public void forget(String key) {
    cache.forget(owner, key);
  }

  @Override
  public ObjectWriter create(String key) throws IOException {
    ObjectWriter writer = store.create(key);
    return lasting.test(key) ? new Writer(key, writer) : writer;
  }

  @Override
  public Stream<ObjectInfo> list(String prefix, String after, int limit) throws IOException {
    return store.list(prefix, after, limit);
  }

  @Override
  public boolean delete(String key) throws IOException {
    try {
      return store.delete(key);
    } finally {
      cache.forget(owner, key);
    }
  }

  @Override
  public void sync(String key) throws IOException {
    store.sync(key);
  }

  private void checkOpen() throws IOException {
    if (closed) {
      throw new IOException("the store is closed");
    }
  }

  @Override
  public void close() throws IOException {
    closed = true;
    cache.close();
    store.close();
  }

  /** Remembers a short object until it is committed. */
  private final class Writer implements ObjectWriter {
    private final String key;
    private final ObjectWriter writer;
    private byte[] bytes = new byte[0];
    private int length;

    Writer(String key, ObjectWriter writer) {
      this.key = key;
      this.writer = writer;
    }

    @Override
    public void write(ByteBuffer more) throws IOException {
      ByteBuffer copy = more.duplicate();
      writer.write(more);
      int count = copy.remaining();
      if (length > SHORT || count > SHORT - length) {
        length = Integer.MAX_VALUE;
        bytes = new byte[0];
        return;
      }
      if (length + count > bytes.length) {
        bytes = Arrays.copyOf(bytes, Math.max(length + count, Math.min(SHORT, 2 * bytes.length)));
      }
      copy.get(bytes, length, count);
      length += count;
    }

    @Override
    public CreateOutcome commit() throws IOException {
      CreateOutcome outcome = writer.commit();
      if (outcome == CreateOutcome.CREATED && length <= SHORT) {
        cache.add(owner, key, 0, ByteBuffer.wrap(bytes, 0, length), length);
      }
      return outcome;
    }

    @Override
    public void close() throws IOException {
      bytes = new byte[0];
      writer.close();
    }
  }
}
