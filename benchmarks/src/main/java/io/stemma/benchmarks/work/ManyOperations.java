package io.stemma.benchmarks.work;

import io.stemma.Archive;
import io.stemma.ArchiveOptions;
import io.stemma.Branch;
import io.stemma.Commit;
import io.stemma.Repository;
import io.stemma.storage.CreateOutcome;
import io.stemma.storage.ObjectInfo;
import io.stemma.storage.ObjectRange;
import io.stemma.storage.ObjectStore;
import io.stemma.storage.ObjectWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** An archive with a long past in few objects: many threads share each entry of its log. */
public final class ManyOperations {
  private static final int THREADS = 64;

  /** So long an entry takes, for the others to queue meanwhile. */
  private static final long ENTRY_NANOS = TimeUnit.MILLISECONDS.toNanos(4);

  private ManyOperations() {}

  /**
   * Makes an archive in a directory that nobody would miss.
   *
   * @param home where
   * @param operations how many operations it has, at least
   * @return how many entries its log has
   */
  public static long fill(Path home, int operations) throws IOException, InterruptedException {
    ArchiveOptions options = ArchiveOptions.DEFAULT.withoutCache();
    try (Archive archive = Archive.create(new SlowLog(new UnforcedStore(home)), options)) {
      Repository repository = archive.createRepository("r");
      Commit one = repository.main().commit("one", tx -> tx.write("/shot", "one"));
      Commit other = repository.main().commit("other", tx -> tx.write("/shot", "other"));
      List<Thread> threads = new ArrayList<>();
      for (int t = 0; t < THREADS; t++) {
        Branch branch = repository.createBranch("b" + t, one);
        threads.add(
            new Thread(
                () -> {
                  for (int i = 0; i < operations / THREADS + 1; i++) {
                    branch.moveTo(i % 2 == 0 ? other : one);
                  }
                }));
      }
      threads.forEach(Thread::start);
      for (Thread thread : threads) {
        thread.join();
      }
      return archive.head().sequence();
    }
  }

  private static final class SlowLog implements ObjectStore {
    private final ObjectStore store;

    SlowLog(ObjectStore store) {
      this.store = store;
    }

    @Override
    public ObjectWriter create(String key) throws IOException {
      ObjectWriter writer = store.create(key);
      return !key.startsWith("log/") ? writer : new SlowWriter(writer);
    }

    @Override
    public ObjectRange read(String key, long offset, int length) throws IOException {
      return store.read(key, offset, length);
    }

    @Override
    public Stream<ObjectInfo> list(String prefix, String after, int limit) throws IOException {
      return store.list(prefix, after, limit);
    }

    @Override
    public boolean delete(String key) throws IOException {
      return store.delete(key);
    }

    @Override
    public void sync(String key) throws IOException {
      store.sync(key);
    }

    @Override
    public void close() throws IOException {
      store.close();
    }
  }

  private record SlowWriter(ObjectWriter writer) implements ObjectWriter {
    @Override
    public void write(ByteBuffer bytes) throws IOException {
      writer.write(bytes);
    }

    @Override
    public CreateOutcome commit() throws IOException {
      LockSupport.parkNanos(ENTRY_NANOS);
      return writer.commit();
    }

    @Override
    public void close() throws IOException {
      writer.close();
    }
  }
}
