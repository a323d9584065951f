package io.stemma.internal.chunks;

import io.stemma.storage.MemoryObjectStore;
import io.stemma.storage.ObjectInfo;
import io.stemma.storage.ObjectRange;
import io.stemma.storage.ObjectStore;
import io.stemma.storage.ObjectWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Objects in memory that are read as a test asks for, and the lengths of all reads. */
final class ReadRecordingStore implements ObjectStore {
  final MemoryObjectStore memory = new MemoryObjectStore();
  final List<Integer> lengths = new CopyOnWriteArrayList<>();

  /** What becomes of the bytes on their way. */
  volatile UnaryOperator<byte[]> way = UnaryOperator.identity();

  /** The number of the read that fails; negative for none. */
  volatile int failing = -1;

  @Override
  public ObjectWriter create(String key) throws IOException {
    return memory.create(key);
  }

  @Override
  public ObjectRange read(String key, long offset, int length) throws IOException {
    int number;
    synchronized (lengths) {
      number = lengths.size();
      lengths.add(length);
    }
    if (number == failing) {
      throw new IOException("the network is down");
    }
    ObjectRange range = memory.read(key, offset, length);
    byte[] bytes = new byte[range.bytes().remaining()];
    range.bytes().get(bytes);
    return new ObjectRange(ByteBuffer.wrap(way.apply(bytes)), range.objectLength());
  }

  @Override
  public Stream<ObjectInfo> list(String prefix, String after, int limit) throws IOException {
    return memory.list(prefix, after, limit);
  }

  @Override
  public boolean delete(String key) throws IOException {
    return memory.delete(key);
  }

  @Override
  public void sync(String key) throws IOException {
    memory.sync(key);
  }

  @Override
  public void close() {
    memory.close();
  }
}
