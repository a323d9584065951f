package io.stemma.testing.archive;

import io.stemma.storage.CreateOutcome;
import io.stemma.storage.ObjectInfo;
import io.stemma.storage.ObjectRange;
import io.stemma.storage.ObjectStore;
import io.stemma.storage.ObjectWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.stream.Stream;

/** A store that says when something is about to happen. */
final class SteppingStore implements ObjectStore {
  private final ObjectStore store;
  private final Runnable step;

  SteppingStore(ObjectStore store, Runnable step) {
    this.store = store;
    this.step = step;
  }

  @Override
  public ObjectWriter create(String key) throws IOException {
    step.run();
    ObjectWriter writer = store.create(key);
    return new ObjectWriter() {
      @Override
      public void write(ByteBuffer bytes) throws IOException {
        step.run();
        writer.write(bytes);
      }

      @Override
      public CreateOutcome commit() throws IOException {
        step.run();
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
    step.run();
    return store.read(key, offset, length);
  }

  @Override
  public Stream<ObjectInfo> list(String prefix, String after, int limit) throws IOException {
    step.run();
    return store.list(prefix, after, limit);
  }

  @Override
  public boolean delete(String key) throws IOException {
    step.run();
    return store.delete(key);
  }

  @Override
  public void sync(String key) throws IOException {
    step.run();
    store.sync(key);
  }

  @Override
  public void close() throws IOException {
    store.close();
  }
}
