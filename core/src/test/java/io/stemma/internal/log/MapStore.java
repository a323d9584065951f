package io.stemma.internal.log;

import io.stemma.storage.CreateOutcome;
import io.stemma.storage.NoSuchObjectException;
import io.stemma.storage.ObjectInfo;
import io.stemma.storage.ObjectRange;
import io.stemma.storage.ObjectStore;
import io.stemma.storage.ObjectWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** A store in a map, which counts what it is asked. Tests damage its objects directly. */
class MapStore implements ObjectStore {
  final ConcurrentSkipListMap<String, byte[]> objects = new ConcurrentSkipListMap<>();
  final AtomicInteger reads = new AtomicInteger();
  final AtomicInteger lists = new AtomicInteger();
  final AtomicInteger creates = new AtomicInteger();
  final AtomicInteger syncs = new AtomicInteger();

  int requests() {
    return reads.get() + lists.get() + creates.get() + syncs.get();
  }

  void resetCounts() {
    reads.set(0);
    lists.set(0);
    creates.set(0);
    syncs.set(0);
  }

  /** Another store with the same objects. */
  MapStore copy() {
    MapStore copy = new MapStore();
    copy.objects.putAll(objects);
    return copy;
  }

  byte[] bytes(String key) {
    return objects.getOrDefault(key, new byte[0]);
  }

  CreateOutcome put(String key, byte[] bytes) throws IOException {
    creates.incrementAndGet();
    return objects.putIfAbsent(key, bytes) == null ? CreateOutcome.CREATED : CreateOutcome.EXISTS;
  }

  @Override
  public ObjectWriter create(String key) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    return new ObjectWriter() {
      @Override
      public void write(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        out.writeBytes(copy);
      }

      @Override
      public CreateOutcome commit() throws IOException {
        return put(key, out.toByteArray());
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public ObjectRange read(String key, long offset, int length) throws IOException {
    reads.incrementAndGet();
    byte[] bytes = objects.get(key);
    if (bytes == null) {
      throw new NoSuchObjectException(key);
    }
    int from = (int) Math.min(offset, bytes.length);
    int to = (int) Math.min((long) from + length, bytes.length);
    return new ObjectRange(ByteBuffer.wrap(Arrays.copyOfRange(bytes, from, to)), bytes.length);
  }

  @Override
  public Stream<ObjectInfo> list(String prefix, String after, int limit) throws IOException {
    lists.incrementAndGet();
    return objects.tailMap(after.isEmpty() ? prefix : after, after.isEmpty()).entrySet().stream()
        .dropWhile(object -> object.getKey().compareTo(prefix) < 0)
        .takeWhile(object -> object.getKey().startsWith(prefix))
        .limit(limit)
        .map(object -> new ObjectInfo(object.getKey(), object.getValue().length));
  }

  @Override
  public boolean delete(String key) {
    return objects.remove(key) != null;
  }

  @Override
  public void sync(String key) throws IOException {
    syncs.incrementAndGet();
    if (!objects.containsKey(key)) {
      throw new NoSuchObjectException(key);
    }
  }

  @Override
  public void close() {}
}
