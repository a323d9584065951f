package io.stemma.testing.archive;

import io.stemma.storage.CreateOutcome;
import io.stemma.storage.ObjectInfo;
import io.stemma.storage.ObjectRange;
import io.stemma.storage.ObjectStore;
import io.stemma.storage.ObjectWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A process that is killed, on a store of any kind that is elsewhere and goes on. Whatever the
 * store has acknowledged survives. A step is what changes the store, a commit or a deletion; the
 * process is killed before it.
 */
public final class KilledProcess implements CrashingPlace {
  private final Supplier<StoreOpening> stores;
  private final StoreOpening own;
  private long steps;
  private long killAt = Long.MAX_VALUE;

  /**
   * An empty place.
   *
   * @param stores gives stores, each empty and another than those before
   */
  public KilledProcess(Supplier<StoreOpening> stores) {
    this(stores, 0);
  }

  private KilledProcess(Supplier<StoreOpening> stores, long steps) {
    this.stores = stores;
    this.steps = steps;
    this.own = stores.get();
  }

  @Override
  public ObjectStore open() throws IOException {
    return new Mortal(own.open());
  }

  @Override
  public CrashingPlace copy() throws IOException {
    KilledProcess copy = new KilledProcess(stores, steps());
    try (ObjectStore from = own.open();
        ObjectStore to = copy.own.open();
        Stream<ObjectInfo> objects = from.list("", "", Integer.MAX_VALUE)) {
      List<String> keys = objects.map(ObjectInfo::key).toList();
      for (String key : keys) {
        try (ObjectWriter writer = to.create(key)) {
          writer.write(from.read(key, 0, Integer.MAX_VALUE).bytes());
          writer.commit();
        }
      }
    }
    return copy;
  }

  @Override
  public synchronized long steps() {
    return steps;
  }

  @Override
  public synchronized void crashAt(long step) {
    killAt = step;
  }

  @Override
  public synchronized boolean crashed() {
    return steps >= killAt;
  }

  private synchronized void step() throws IOException {
    steps = Math.min(steps + 1, killAt);
    check();
  }

  private void check() throws IOException {
    if (crashed()) {
      throw new IOException("the process was killed at step " + steps());
    }
  }

  @Override
  public ObjectStore survivors(long seed) throws IOException {
    return own.open();
  }

  /** A store of the process. */
  private final class Mortal implements ObjectStore {
    private final ObjectStore store;

    Mortal(ObjectStore store) {
      this.store = store;
    }

    @Override
    public ObjectWriter create(String key) throws IOException {
      check();
      ObjectWriter writer = store.create(key);
      return new ObjectWriter() {
        @Override
        public void write(ByteBuffer bytes) throws IOException {
          check();
          writer.write(bytes);
        }

        @Override
        public CreateOutcome commit() throws IOException {
          step();
          return writer.commit();
        }

        @Override
        public void close() throws IOException {
          writer.close();
        }
      };
    }

    @Override
    public ObjectRange read(String key, long offset, int length) throws IOException {
      check();
      return store.read(key, offset, length);
    }

    @Override
    public Stream<ObjectInfo> list(String prefix, String after, int limit) throws IOException {
      check();
      return store.list(prefix, after, limit);
    }

    @Override
    public boolean delete(String key) throws IOException {
      step();
      return store.delete(key);
    }

    @Override
    public void sync(String key) throws IOException {
      check();
      store.sync(key);
    }

    @Override
    public void close() throws IOException {
      store.close();
    }
  }
}
