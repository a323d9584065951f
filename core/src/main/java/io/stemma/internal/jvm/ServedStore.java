package io.stemma.internal.jvm;

import io.stemma.internal.base.ByteReader;
import io.stemma.internal.base.ByteWriter;
import io.stemma.internal.base.MalformedException;
import io.stemma.storage.CreateOutcome;
import io.stemma.storage.ObjectInfo;
import io.stemma.storage.ObjectRange;
import io.stemma.storage.ObjectStore;
import io.stemma.storage.ObjectWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does in a store of this process what a {@link PipedObjectStore} of another one asks for. The
 * store stays its owner's; what was begun there, and not created, is dropped when this is closed.
 */
public final class ServedStore implements Link.Handler, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ServedStore.class);

  private final ObjectStore store;

  /** The objects that were begun, by the numbers that the other side gave them. */
  private final Map<Long, ObjectWriter> writers = new ConcurrentHashMap<>();

  private volatile boolean closed;

  /** Answers with what a store has. */
  public ServedStore(ObjectStore store) {
    this.store = store;
  }

  @Override
  public byte[] answer(byte[] call) throws IOException {
    ByteReader in = new ByteReader(call);
    Operation operation = Operation.of(in);
    ByteWriter out = new ByteWriter(16);
    switch (operation) {
      case CREATE -> create(in.varint(), key(in));
      case WRITE -> write(writer(in.varint()), in, call);
      case COMMIT -> out.u8(commit(writer(in.varint())) == CreateOutcome.CREATED ? 1 : 2);
      case DROP -> drop(in.varint());
      case READ -> {
        return read(key(in), in.varint(), in.varint(Integer.MAX_VALUE));
      }
      case LIST -> list(key(in), key(in), in.varint(PipedObjectStore.PAGE), out);
      case DELETE -> out.u8(store.delete(key(in)) ? 1 : 0);
      case SYNC -> store.sync(key(in));
      default -> throw new MalformedException("a store knows nothing of " + operation);
    }
    return out.toBytes();
  }

  private static String key(ByteReader in) {
    return in.string(PipedObjectStore.MAX_KEY);
  }

  private void create(long number, String key) throws IOException {
    ObjectWriter writer = store.create(key);
    ObjectWriter other = writers.putIfAbsent(number, writer);
    if (other != null || closed) {
      writers.remove(number, writer);
      writer.close();
      throw new IOException(
          closed ? "this end of the store is closed" : "object " + number + " was begun before");
    }
  }

  private ObjectWriter writer(long number) throws IOException {
    ObjectWriter writer = writers.get(number);
    if (writer == null) {
      throw new IOException("no object with the number " + number + " was begun");
    }
    return writer;
  }

  private static void write(ObjectWriter writer, ByteReader in, byte[] call) throws IOException {
    int count = in.remaining();
    ByteBuffer bytes = ByteBuffer.wrap(call, in.skip(count), count);
    synchronized (writer) {
      writer.write(bytes);
    }
  }

  private static CreateOutcome commit(ObjectWriter writer) throws IOException {
    synchronized (writer) {
      return writer.commit();
    }
  }

  /** The other side may be gone while something that it asked for is being done. */
  private void drop(long number) throws IOException {
    ObjectWriter writer = writers.remove(number);
    if (writer != null) {
      synchronized (writer) {
        writer.close();
      }
    }
  }

  private byte[] read(String key, long offset, int length) throws IOException {
    ObjectRange range = store.read(key, offset, length);
    ByteBuffer bytes = range.bytes();
    int count = bytes.remaining();
    if (count > Link.MAX_MESSAGE - 16) {
      throw new IOException(
          count + " bytes of " + key + " are too much for one call; read them in parts");
    }
    return new ByteWriter(count + 16)
        .varint(range.objectLength())
        .bytes(bytes.array(), bytes.arrayOffset() + bytes.position(), count)
        .toBytes();
  }

  private void list(String prefix, String after, int limit, ByteWriter out) throws IOException {
    try (Stream<ObjectInfo> page = store.list(prefix, after, limit)) {
      page.forEach(each -> out.string(each.key()).varint(each.length()));
    }
  }

  /** Lets go of what the other side has begun. */
  @Override
  public void close() {
    closed = true;
    for (Long number : writers.keySet()) {
      try {
        drop(number);
      } catch (IOException e) {
        LOG.debug("an object that a child began could not be dropped", e);
      }
    }
  }
}
