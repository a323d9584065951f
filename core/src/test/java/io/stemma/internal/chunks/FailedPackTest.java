package io.stemma.internal.chunks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemma.Archive;
import io.stemma.ArchiveOptions;
import io.stemma.StorageException;
import io.stemma.Transaction;
import io.stemma.storage.CreateOutcome;
import io.stemma.storage.MemoryObjectStore;
import io.stemma.storage.ObjectInfo;
import io.stemma.storage.ObjectRange;
import io.stemma.storage.ObjectStore;
import io.stemma.storage.ObjectWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A change one of whose packs could not be written. */
class FailedPackTest {
  private final FullOnce store = new FullOnce();
  private final Archive archive = Archive.create(store, ArchiveOptions.DEFAULT.withoutCache());

  /**
   * What was in the pack counts as written for whoever comes with the same bytes, so all must end.
   */
  @Test
  void cannotBeCommittedEvenIfTheSameBytesAreWrittenAgain() {
    byte[] bytes = new byte[6 << 20];
    new Random(1).nextBytes(bytes);
    var branch = archive.createRepository("r").main();
    try (Transaction tx = branch.begin("full")) {
      store.full.set(true);
      assertThatThrownBy(() -> tx.write("/a", bytes))
          .isInstanceOf(StorageException.class)
          .hasMessageContaining("no space left");
      assertThatThrownBy(() -> tx.write("/a", bytes))
          .isInstanceOf(StorageException.class)
          .hasMessageContaining("begin the change anew");
      assertThatThrownBy(tx::commit)
          .isInstanceOf(StorageException.class)
          .hasMessageContaining("begin the change anew");
    }
    assertThat(branch.head().files()).isZero();
    assertThat(branch.commit("again", tx -> tx.write("/a", bytes)).read("/a")).isEqualTo(bytes);
  }

  /** A store in memory, one of whose writers fails. */
  private static final class FullOnce implements ObjectStore {
    private final ObjectStore memory = new MemoryObjectStore();
    private final AtomicBoolean full = new AtomicBoolean();

    @Override
    public ObjectWriter create(String key) throws IOException {
      ObjectWriter writer = memory.create(key);
      return new ObjectWriter() {
        @Override
        public void write(ByteBuffer bytes) throws IOException {
          if (full.compareAndSet(true, false)) {
            throw new IOException("no space left");
          }
          writer.write(bytes);
        }

        @Override
        public CreateOutcome commit() throws IOException {
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
      return memory.read(key, offset, length);
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
    public void close() throws IOException {
      memory.close();
    }
  }
}
