package io.stemma.testing.archive;

import io.stemma.storage.CreateOutcome;
import io.stemma.storage.NoSuchStoreException;
import io.stemma.storage.ObjectInfo;
import io.stemma.storage.ObjectRange;
import io.stemma.storage.ObjectStore;
import io.stemma.storage.ObjectWriter;
import io.stemma.storage.OutcomeUnknownException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.stream.Stream;

/**
 * A store that is gone once its machine has crashed, so that whoever tries again later, within the
 * deadline of a commit, does not make the test wait.
 */
final class MortalStore implements ObjectStore {
  private final CrashingPlace place;
  private final ObjectStore store;

  MortalStore(CrashingPlace place) throws IOException {
    this.place = place;
    this.store = place.open();
  }

  private interface Call<T> {
    T run() throws IOException;
  }

  private <T> T call(Call<T> call) throws IOException {
    try {
      return call.run();
    } catch (OutcomeUnknownException e) {
      throw e;
    } catch (IOException e) {
      if (!place.crashed()) {
        throw e;
      }
      NoSuchStoreException gone = new NoSuchStoreException("the machine has crashed");
      gone.initCause(e);
      throw gone;
    }
  }

  @Override
  public ObjectWriter create(String key) throws IOException {
    ObjectWriter writer = call(() -> store.create(key));
    return new ObjectWriter() {
      @Override
      public void write(ByteBuffer bytes) throws IOException {
        call(
            () -> {
              writer.write(bytes);
              return true;
            });
      }

      @Override
      public CreateOutcome commit() throws IOException {
        return call(writer::commit);
      }

      @Override
      public void close() throws IOException {
        writer.close();
      }
    };
  }

  @Override
  public ObjectRange read(String key, long offset, int length) throws IOException {
    return call(() -> store.read(key, offset, length));
  }

  @Override
  public Stream<ObjectInfo> list(String prefix, String after, int limit) throws IOException {
    return call(() -> store.list(prefix, after, limit));
  }

  @Override
  public boolean delete(String key) throws IOException {
    return call(() -> store.delete(key));
  }

  @Override
  public void sync(String key) throws IOException {
    call(
        () -> {
          store.sync(key);
          return true;
        });
  }

  @Override
  public boolean isRemote() {
    return store.isRemote();
  }

  @Override
  public void close() throws IOException {
    store.close();
  }
}
