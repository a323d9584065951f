package io.stemma.internal.log;

import io.stemma.storage.CreateOutcome;
import io.stemma.storage.NoSuchObjectException;
import io.stemma.storage.ObjectInfo;
import io.stemma.storage.ObjectRange;
import io.stemma.storage.ObjectStore;
import io.stemma.storage.ObjectWriter;
import io.stemma.storage.OutcomeUnknownException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Fails as scripted or at random: before the effect, or after it with the answer lost. */
final class FaultyStore implements ObjectStore {
  enum Fault {
    NONE,
    ERROR,
    LOST_BEFORE,
    LOST_AFTER,
    DOUBT_AFTER
  }

  private final ObjectStore store;
  private final Random random;
  private int percent;
  private final Deque<Fault> script = new ArrayDeque<>();
  private Fault always = Fault.NONE;

  FaultyStore(ObjectStore store, long seed, int percent) {
    this.store = store;
    this.random = new Random(seed);
    this.percent = percent;
  }

  /** The next commits end so. */
  synchronized FaultyStore script(Fault... faults) {
    script.addAll(List.of(faults));
    return this;
  }

  synchronized void percent(int newPercent) {
    percent = newPercent;
  }

  synchronized void always(Fault fault) {
    always = fault;
  }

  private synchronized Fault next() {
    if (!script.isEmpty()) {
      return script.remove();
    }
    if (random.nextInt(100) < percent) {
      return Fault.values()[1 + random.nextInt(3)];
    }
    return always;
  }

  private synchronized void maybeFail() throws IOException {
    if (random.nextInt(100) < percent) {
      throw new IOException("injected");
    }
  }

  @Override
  public ObjectWriter create(String key) throws IOException {
    ObjectWriter writer = store.create(key);
    return new ObjectWriter() {
      @Override
      public void write(ByteBuffer bytes) throws IOException {
        writer.write(bytes);
      }

      @Override
      public CreateOutcome commit() throws IOException {
        IOException cause = new IOException("injected");
        switch (next()) {
          case NONE -> {
            return writer.commit();
          }
          case ERROR -> throw cause;
          case LOST_BEFORE -> throw new OutcomeUnknownException(key, false, cause);
          case LOST_AFTER -> {
            writer.commit();
            throw new OutcomeUnknownException(key, false, cause);
          }
          case DOUBT_AFTER -> {
            writer.commit();
            throw new OutcomeUnknownException(key, true, cause);
          }
        }
        throw new AssertionError();
      }

      @Override
      public void close() throws IOException {
        writer.close();
      }
    };
  }

  @Override
  public ObjectRange read(String key, long offset, int length) throws IOException {
    maybeFail();
    return store.read(key, offset, length);
  }

  @Override
  public Stream<ObjectInfo> list(String prefix, String after, int limit) throws IOException {
    maybeFail();
    return store.list(prefix, after, limit);
  }

  @Override
  public boolean delete(String key) throws IOException {
    return store.delete(key);
  }

  @Override
  public void sync(String key) throws NoSuchObjectException, IOException {
    maybeFail();
    store.sync(key);
  }

  @Override
  public void close() throws IOException {
    store.close();
  }
}
