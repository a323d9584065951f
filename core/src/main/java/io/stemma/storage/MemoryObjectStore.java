package io.stemma.storage;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;

/**
 * A store in the heap, for tests and archives that need not outlive the process. Whatever can be
 * seen counts as durable. An object is at most 2 GiB long.
 */
public final class MemoryObjectStore implements ObjectStore {
  private final ConcurrentNavigableMap<String, byte[]> objects;
  private volatile boolean closed;

  /** Creates an empty store. */
  public MemoryObjectStore() {
    this(new ConcurrentSkipListMap<>());
  }

  private MemoryObjectStore(ConcurrentNavigableMap<String, byte[]> objects) {
    this.objects = objects;
  }

  /**
   * Opens the same objects once more, as another process would. Works after this store was closed,
   * too.
   *
   * @return another store with the same objects, open
   */
  public MemoryObjectStore reopen() {
    return new MemoryObjectStore(objects);
  }

  @Override
  public ObjectWriter create(String key) throws IOException {
    ObjectKeys.checkKey(key);
    checkOpen();
    return new Writer(key);
  }

  @Override
  public ObjectRange read(String key, long offset, int length) throws IOException {
    ObjectKeys.checkKey(key);
    ObjectKeys.checkRange(offset, length);
    checkOpen();
    byte[] object = objects.get(key);
    if (object == null) {
      throw new NoSuchObjectException(key);
    }
    int from = (int) Math.min(offset, object.length);
    byte[] bytes = new byte[Math.min(length, object.length - from)];
    System.arraycopy(object, from, bytes, 0, bytes.length);
    return new ObjectRange(ByteBuffer.wrap(bytes), object.length);
  }

  @Override
  public Stream<ObjectInfo> list(String prefix, String after, int limit) throws IOException {
    ObjectKeys.checkListing(prefix, after, limit);
    checkOpen();
    boolean behind = after.compareTo(prefix) >= 0;
    return objects.tailMap(behind ? after : prefix, !behind).entrySet().stream()
        .takeWhile(e -> e.getKey().startsWith(prefix))
        .limit(limit)
        .map(MemoryObjectStore::info);
  }

  private static ObjectInfo info(Map.Entry<String, byte[]> entry) {
    return new ObjectInfo(entry.getKey(), entry.getValue().length);
  }

  @Override
  public boolean delete(String key) throws IOException {
    ObjectKeys.checkKey(key);
    checkOpen();
    return objects.remove(key) != null;
  }

  @Override
  public void sync(String key) throws IOException {
    ObjectKeys.checkKey(key);
    checkOpen();
    if (!objects.containsKey(key)) {
      throw new NoSuchObjectException(key);
    }
  }

  @Override
  public void close() {
    closed = true;
  }

  private void checkOpen() throws IOException {
    if (closed) {
      throw new IOException("the store in memory is closed");
    }
  }

  /**
   * How many objects there are and how long.
   *
   * @return for example {@code memory, 3 objects, 1024 bytes}
   */
  @Override
  public String toString() {
    long bytes = objects.values().stream().mapToLong(b -> b.length).sum();
    return "memory, "
        + objects.size()
        + " objects, "
        + bytes
        + " bytes"
        + (closed ? ", closed" : "");
  }

  private final class Writer implements ObjectWriter {
    private final String key;
    private ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private boolean done;

    Writer(String key) {
      this.key = key;
    }

    @Override
    public void write(ByteBuffer more) throws IOException {
      Objects.requireNonNull(more, "bytes");
      check();
      if ((long) bytes.size() + more.remaining() > Integer.MAX_VALUE - 8) {
        done = true;
        throw new IOException(key + " is too long for a store in memory, which holds up to 2 GiB");
      }
      byte[] copy = new byte[more.remaining()];
      more.get(copy);
      bytes.write(copy, 0, copy.length);
    }

    @Override
    public CreateOutcome commit() throws IOException {
      check();
      done = true;
      boolean created = objects.putIfAbsent(key, bytes.toByteArray()) == null;
      return created ? CreateOutcome.CREATED : CreateOutcome.EXISTS;
    }

    @Override
    public void close() {
      done = true;
      bytes = new ByteArrayOutputStream(0);
    }

    private void check() throws IOException {
      checkOpen();
      if (done) {
        throw new IOException("the writer of " + key + " was committed, closed or has failed");
      }
    }
  }
}
