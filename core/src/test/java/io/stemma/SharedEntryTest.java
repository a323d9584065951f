package io.stemma;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemma.storage.CreateOutcome;
import io.stemma.storage.MemoryObjectStore;
import io.stemma.storage.ObjectInfo;
import io.stemma.storage.ObjectRange;
import io.stemma.storage.ObjectStore;
import io.stemma.storage.ObjectWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Operations that share an entry of the log, when one of them fails. */
class SharedEntryTest {
  private final GatedStore store = new GatedStore();
  private final Archive archive = Archive.create(store, ArchiveOptions.DEFAULT.withoutCache());

  private static byte[] noise(long seed, int length) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  /** Lets operations queue behind one whose entry is held back, so that they share the next. */
  private List<FutureTask<Commit>> inOneEntry(List<Callable<Commit>> operations) throws Exception {
    store.close("log/");
    List<FutureTask<Commit>> tasks = new ArrayList<>();
    FutureTask<Commit> first =
        new FutureTask<>(() -> archive.createRepository("first").main().head());
    start(first);
    store.reached.await();
    for (Callable<Commit> operation : operations) {
      FutureTask<Commit> task = new FutureTask<>(operation);
      tasks.add(task);
      start(task);
    }
    store.open();
    first.get();
    return tasks;
  }

  private static void start(FutureTask<Commit> task) {
    Thread thread = new Thread(task);
    thread.setDaemon(true);
    thread.start();
    Set<Thread.State> waits = Set.of(Thread.State.WAITING, Thread.State.TIMED_WAITING);
    while (!waits.contains(thread.getState()) && thread.isAlive()) {
      Thread.onSpinWait();
    }
  }

  @Test
  void aChangeThatFailsTakesNothingFromThoseItSharesTheEntryWith() throws Exception {
    Branch one = archive.createRepository("one").main();
    Branch two = archive.createRepository("two").main();
    Branch three = archive.createRepository("three").main();
    byte[] time = noise(5, 300_000);
    ArchiveTransaction failing = archive.begin("fails");
    failing.on(one).write("/time", time).write("/big", noise(1, 5 << 20));
    failing.on(two).write("/x", "mine");
    two.commit("other", tx -> tx.write("/x", "theirs"));
    Transaction innocent = three.begin("innocent").write("/time", time);

    List<FutureTask<Commit>> tasks =
        inOneEntry(List.of(() -> failing.commit().get(0), innocent::commit));
    assertThatThrownBy(tasks.get(0)::get)
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(ConflictException.class);
    assertThat(tasks.get(1).get().read("/time")).isEqualTo(time);
    Commit later = one.commit("later", tx -> tx.write("/again", time));
    assertThat(later.read("/again")).isEqualTo(time);
    try (Archive again =
        Archive.open(store.memory.reopen(), ArchiveOptions.DEFAULT.withoutCache())) {
      assertThat(again.verify(VerifyOptions.EVERY_BYTE).damages()).isEmpty();
    }
  }

  @Test
  void changesThatShareChunksShareAnEntry() throws Exception {
    Branch one = archive.createRepository("one").main();
    Branch two = archive.createRepository("two").main();
    byte[] time = noise(5, 1 << 20);
    Transaction a = one.begin("a").write("/time", time).write("/big", noise(1, 27 << 20));
    Transaction b = two.begin("b").write("/time", time).write("/big", noise(2, 27 << 20));
    for (FutureTask<Commit> task : inOneEntry(List.of(a::commit, b::commit))) {
      assertThat(task.get().read("/time")).isEqualTo(time);
    }
    assertThat(archive.verify(VerifyOptions.EVERY_BYTE).damages()).isEmpty();
  }

  @Test
  void nothingIsReadAfterTheCommitPoint() throws Exception {
    Branch one = archive.createRepository("one").main();
    store.readsFail = true;
    Commit commit = one.commit("blind", tx -> tx.write("/a", "1"));
    store.readsFail = false;
    assertThat(commit.readString("/a")).isEqualTo("1");
  }

  /** Can hold back the creation of objects, and fail reads behind the creation of an entry. */
  private static final class GatedStore implements ObjectStore {
    final MemoryObjectStore memory = new MemoryObjectStore();
    private volatile String closedFor = "";
    private volatile CountDownLatch reached = new CountDownLatch(1);
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private volatile boolean readsFail;
    private volatile boolean committed;

    void close(String prefix) {
      reached = new CountDownLatch(1);
      gate = new CountDownLatch(1);
      closedFor = prefix;
    }

    void open() {
      closedFor = "";
      gate.countDown();
    }

    @Override
    public ObjectWriter create(String key) throws IOException {
      ObjectWriter writer = memory.create(key);
      return new ObjectWriter() {
        @Override
        public void write(ByteBuffer bytes) throws IOException {
          writer.write(bytes);
        }

        @Override
        public CreateOutcome commit() throws IOException {
          if (!closedFor.isEmpty() && key.startsWith(closedFor)) {
            reached.countDown();
            try {
              gate.await();
            } catch (InterruptedException e) {
              throw new IOException(e);
            }
          }
          CreateOutcome outcome = writer.commit();
          committed |= readsFail && key.startsWith("log/");
          return outcome;
        }

        @Override
        public void close() throws IOException {
          writer.close();
        }
      };
    }

    @Override
    public ObjectRange read(String key, long offset, int length) throws IOException {
      if (readsFail && committed) {
        throw new IOException("no reads behind the commit point");
      }
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
