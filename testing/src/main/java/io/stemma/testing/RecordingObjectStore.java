package io.stemma.testing;

import io.stemma.storage.CreateOutcome;
import io.stemma.storage.ObjectInfo;
import io.stemma.storage.ObjectRange;
import io.stemma.storage.ObjectStore;
import io.stemma.storage.ObjectWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/**
 * Writes down what is asked of a store: counts and bytes by kind of operation, and a line for each
 * operation, also where it fails. Tests state with it what an action may cost.
 *
 * <p>A single {@code write} has no line; the bytes of an object are in the line of its commit.
 * Counting is safe for any number of threads; the lines are in the order in which operations ended.
 */
public final class RecordingObjectStore implements ObjectStore {
  private final ObjectStore store;
  private final List<String> lines = new ArrayList<>();
  private final Map<StoreOperation, Long> counts = new EnumMap<>(StoreOperation.class);
  private final Map<StoreOperation, Long> bytes = new EnumMap<>(StoreOperation.class);
  private int open;

  /**
   * Records what is asked of a store.
   *
   * @param store the store, which is closed with this one
   */
  public RecordingObjectStore(ObjectStore store) {
    this.store = store;
  }

  /**
   * How often an operation was asked for since the last {@link #clear()}.
   *
   * @param operation a kind of operation
   * @return how often
   */
  public synchronized long count(StoreOperation operation) {
    return counts.getOrDefault(operation, 0L);
  }

  /**
   * How many bytes were read ({@link StoreOperation#READ}), written ({@link StoreOperation#WRITE})
   * or went into objects that were created ({@link StoreOperation#COMMIT}).
   *
   * @param operation a kind of operation
   * @return how many bytes; 0 for all other operations
   */
  public synchronized long bytes(StoreOperation operation) {
    return bytes.getOrDefault(operation, 0L);
  }

  /**
   * All operations but single writes, one line each.
   *
   * @return for example {@code read packs/ab/01 4096+512 of 10000}, {@code commit log/0/1 200
   *     CREATED}, {@code list log/ after log/0/1 limit 1} or {@code read x 0+24
   *     NoSuchObjectException}
   */
  public synchronized List<String> lines() {
    return List.copyOf(lines);
  }

  /**
   * How many writers and listings were opened and not closed, over the whole life of this store.
   *
   * @return how many there are
   */
  public synchronized int unclosed() {
    return open;
  }

  /** Begins anew with counts of zero and no lines. */
  public synchronized void clear() {
    lines.clear();
    counts.clear();
    bytes.clear();
  }

  /**
   * What was counted since the last {@link #clear()}.
   *
   * @return for example {@code create 1, write 2 (700 bytes), commit 1 (700 bytes), read 1 (24
   *     bytes)}; {@code nothing} if there was no operation
   */
  @Override
  public synchronized String toString() {
    StringBuilder text = new StringBuilder();
    for (StoreOperation operation : StoreOperation.values()) {
      if (count(operation) > 0) {
        text.append(text.length() == 0 ? "" : ", ").append(name(operation));
        text.append(' ').append(count(operation));
        if (bytes(operation) > 0) {
          text.append(" (").append(bytes(operation)).append(" bytes)");
        }
      }
    }
    return text.length() == 0 ? "nothing" : text.toString();
  }

  private static String name(StoreOperation operation) {
    return operation.name().toLowerCase(Locale.ROOT);
  }

  private interface Call<T> {
    T run() throws IOException;
  }

  private interface Result<T> {
    String describe(T value);
  }

  private <T> T record(StoreOperation operation, String what, Call<T> call, Result<T> result)
      throws IOException {
    String line = name(operation) + " " + what;
    try {
      T value = call.run();
      add(operation, line + result.describe(value));
      return value;
    } catch (IOException | RuntimeException e) {
      add(operation, line + " " + e.getClass().getSimpleName());
      throw e;
    }
  }

  private synchronized void add(StoreOperation operation, String line) {
    counts.merge(operation, 1L, Long::sum);
    if (operation != StoreOperation.WRITE) {
      lines.add(line);
    }
  }

  private synchronized void addBytes(StoreOperation operation, long more) {
    bytes.merge(operation, more, Long::sum);
  }

  private synchronized void opened(int change) {
    open += change;
  }

  @Override
  public ObjectWriter create(String key) throws IOException {
    ObjectWriter writer = record(StoreOperation.CREATE, key, () -> store.create(key), value -> "");
    opened(1);
    return new Writer(key, writer);
  }

  @Override
  public ObjectRange read(String key, long offset, int length) throws IOException {
    ObjectRange range =
        record(
            StoreOperation.READ,
            key + " " + offset + "+" + length,
            () -> store.read(key, offset, length),
            value -> " of " + value.objectLength());
    addBytes(StoreOperation.READ, range.bytes().remaining());
    return range;
  }

  @Override
  public Stream<ObjectInfo> list(String prefix, String after, int limit) throws IOException {
    String what = (prefix + (after.isEmpty() ? "" : " after " + after) + " limit " + limit).strip();
    Stream<ObjectInfo> objects =
        record(StoreOperation.LIST, what, () -> store.list(prefix, after, limit), value -> "");
    opened(1);
    AtomicBoolean closed = new AtomicBoolean();
    return objects.onClose(
        () -> {
          if (closed.compareAndSet(false, true)) {
            opened(-1);
          }
        });
  }

  @Override
  public boolean delete(String key) throws IOException {
    return record(StoreOperation.DELETE, key, () -> store.delete(key), value -> " " + value);
  }

  @Override
  public void sync(String key) throws IOException {
    record(
        StoreOperation.SYNC,
        key,
        () -> {
          store.sync(key);
          return true;
        },
        value -> "");
  }

  @Override
  public boolean isRemote() {
    return store.isRemote();
  }

  @Override
  public void close() throws IOException {
    store.close();
  }

  private final class Writer implements ObjectWriter {
    private final String key;
    private final ObjectWriter writer;
    private long length;
    private boolean closed;

    Writer(String key, ObjectWriter writer) {
      this.key = key;
      this.writer = writer;
    }

    @Override
    public void write(ByteBuffer more) throws IOException {
      int n = more.remaining();
      record(
          StoreOperation.WRITE,
          key,
          () -> {
            writer.write(more);
            return true;
          },
          value -> "");
      length += n;
      addBytes(StoreOperation.WRITE, n);
    }

    @Override
    public CreateOutcome commit() throws IOException {
      CreateOutcome outcome =
          record(StoreOperation.COMMIT, key + " " + length, writer::commit, value -> " " + value);
      if (outcome == CreateOutcome.CREATED) {
        addBytes(StoreOperation.COMMIT, length);
      }
      return outcome;
    }

    @Override
    public void close() throws IOException {
      if (!closed) {
        closed = true;
        opened(-1);
      }
      writer.close();
    }
  }
}
