package io.stemma.internal.pack;

import io.stemma.storage.CreateOutcome;
import io.stemma.storage.NoSuchObjectException;
import io.stemma.storage.ObjectInfo;
import io.stemma.storage.ObjectRange;
import io.stemma.storage.ObjectStore;
import io.stemma.storage.ObjectWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Objects in a map, and how often they were read and in which pieces they were written. */
final class TestStore implements ObjectStore {
  final Map<String, byte[]> objects = new ConcurrentHashMap<>();
  final List<Integer> writes = new ArrayList<>();
  int reads;

  @Override
  public ObjectWriter create(String key) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    return new ObjectWriter() {
      @Override
      public void write(ByteBuffer buffer) {
        byte[] copy = new byte[buffer.remaining()];
        buffer.get(copy);
        bytes.writeBytes(copy);
        writes.add(copy.length);
      }

      @Override
      public CreateOutcome commit() {
        byte[] before = objects.putIfAbsent(key, bytes.toByteArray());
        return before == null ? CreateOutcome.CREATED : CreateOutcome.EXISTS;
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public ObjectRange read(String key, long offset, int length) throws IOException {
    byte[] object = objects.get(key);
    if (object == null) {
      throw new NoSuchObjectException(key);
    }
    reads++;
    int from = (int) Math.min(offset, object.length);
    int count = Math.min(length, object.length - from);
    ByteBuffer bytes = ByteBuffer.allocate(count + 5).position(5).slice();
    bytes.put(object, from, count).flip();
    return new ObjectRange(bytes, object.length);
  }

  @Override
  public Stream<ObjectInfo> list(String prefix, String after, int limit) {
    throw new UnsupportedOperationException("packs are not found by listing");
  }

  @Override
  public boolean delete(String key) {
    return objects.remove(key) != null;
  }

  @Override
  public void sync(String key) {}

  @Override
  public void close() {}
}
