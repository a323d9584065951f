package io.stemma.internal.index;

import io.stemma.storage.CreateOutcome;
import io.stemma.storage.NoSuchObjectException;
import io.stemma.storage.ObjectInfo;
import io.stemma.storage.ObjectRange;
import io.stemma.storage.ObjectStore;
import io.stemma.storage.ObjectWriter;
import io.stemma.storage.OutcomeUnknownException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Objects in a map; counts the reads. */
final class TinyStore implements ObjectStore {
  final Map<String, byte[]> objects = new ConcurrentHashMap<>();
  final AtomicInteger reads = new AtomicInteger();
  boolean remote;
  int unknownOutcomes; // so many commits to come say nothing of what became of them

  @Override
  public ObjectWriter create(String key) {
    return new Writer(key);
  }

  private final class Writer implements ObjectWriter {
    private final String key;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Writer(String key) {
      this.key = key;
    }

    @Override
    public void write(ByteBuffer source) {
      byte[] copy = new byte[source.remaining()];
      source.get(copy);
      bytes.writeBytes(copy);
    }

    @Override
    public CreateOutcome commit() throws IOException {
      if (unknownOutcomes-- > 0) {
        throw new OutcomeUnknownException(key, false, new IOException("the answer got lost"));
      }
      return objects.putIfAbsent(key, bytes.toByteArray()) == null
          ? CreateOutcome.CREATED
          : CreateOutcome.EXISTS;
    }

    @Override
    public void close() {}
  }

  @Override
  public ObjectRange read(String key, long offset, int length) throws IOException {
    reads.incrementAndGet();
    byte[] object = objects.get(key);
    if (object == null) {
      throw new NoSuchObjectException(key);
    }
    int from = (int) Math.min(offset, object.length);
    int to = (int) Math.min(object.length, (long) from + length);
    return new ObjectRange(ByteBuffer.wrap(Arrays.copyOfRange(object, from, to)), object.length);
  }

  @Override
  public Stream<ObjectInfo> list(String prefix, String after, int limit) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean delete(String key) {
    return objects.remove(key) != null;
  }

  @Override
  public void sync(String key) {}

  @Override
  public boolean isRemote() {
    return remote;
  }

  @Override
  public void close() {}
}
