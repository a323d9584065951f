package io.stemma;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemma.storage.MemoryObjectStore;
import io.stemma.storage.ObjectInfo;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Threads that write to a transaction while another one ends it. */
@Timeout(60)
class TransactionRaceTest {
  private static final int THREADS = 6;

  private final MemoryObjectStore store = new MemoryObjectStore();
  private final Archive archive = Archive.create(store, ArchiveOptions.DEFAULT.withoutCache());
  private final Branch main = archive.createRepository("shots").main();

  @TempDir Path directory;

  @AfterEach
  void close() {
    archive.close();
  }

  private static byte[] content(String path, int length) {
    byte[] bytes = new byte[length];
    new Random(path.hashCode()).nextBytes(bytes);
    return bytes;
  }

  /** One way of writing a file. */
  private interface Way {
    void write(Transaction tx, String path, byte[] content) throws IOException;
  }

  private static void byStream(Transaction tx, String path, byte[] content) {
    tx.write(path, new ByteArrayInputStream(content));
  }

  private static void inPieces(Transaction tx, String path, byte[] content) throws IOException {
    OutputStream out = tx.newOutputStream(path);
    for (int at = 0; at < content.length; at += 60_000) {
      out.write(content, at, Math.min(60_000, content.length - at));
    }
    out.close();
  }

  private static void described(Transaction tx, String path, byte[] content) {
    tx.attribute(path, "length", content.length);
    tx.append(path, content);
  }

  private static final List<Way> WAYS =
      List.of(
          Transaction::write,
          TransactionRaceTest::byStream,
          TransactionRaceTest::inPieces,
          TransactionRaceTest::described,
          Transaction::append,
          Transaction::write);

  /** Threads that write one file after the other until they are refused. */
  private static final class Writers {
    final Set<String> written = new ConcurrentSkipListSet<>();
    final CountDownLatch begun;
    private final List<FutureTask<Void>> tasks = new ArrayList<>();

    Writers(Transaction tx, int length, int seed) {
      begun = new CountDownLatch(1 + seed % 40);
      for (int t = 0; t < THREADS; t++) {
        int thread = t;
        FutureTask<Void> task = new FutureTask<>(() -> run(tx, thread, length));
        tasks.add(task);
        Thread started = new Thread(task);
        started.setDaemon(true);
        started.start();
      }
    }

    private Void run(Transaction tx, int thread, int length) throws IOException {
      for (int i = 0; ; i++) {
        String path = "/" + thread + "/" + i;
        try {
          WAYS.get(thread).write(tx, path, content(path, length));
        } catch (IllegalStateException e) {
          assertThat(e).hasMessage("the transaction was committed or closed");
          return null;
        } catch (IOException e) {
          assertThat(e).hasMessageContaining("the transaction was committed or closed");
          return null;
        }
        written.add(path);
        begun.countDown();
      }
    }

    void await() throws Exception {
      for (FutureTask<Void> task : tasks) {
        task.get();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 5_000, 300_000, 2_500_000})
  void aWriteIsInACommitOrRefused(int length) throws Exception {
    for (int seed = 0; seed < (length > 100_000 ? 2 : 10); seed++) {
      Commit commit;
      Writers writers;
      try (Transaction tx = main.begin("race")) {
        tx.delete("/");
        writers = new Writers(tx, length, seed);
        writers.begun.await();
        commit = tx.commit();
      }
      writers.await();
      Set<String> held = new TreeSet<>();
      try (Stream<Entry> entries = commit.walk("/")) {
        entries.filter(Entry::isFile).forEach(entry -> held.add(entry.path()));
      }
      assertThat(held).isEqualTo(writers.written);
      for (String path : held) {
        assertThat(commit.read(path)).as(path).isEqualTo(content(path, length));
      }
    }
    assertThat(archive.verify(VerifyOptions.EVERY_BYTE).isClean()).isTrue();
  }

  private Set<String> keys() throws IOException {
    try (Stream<ObjectInfo> objects = store.list("", "", 100_000)) {
      return objects.map(ObjectInfo::key).collect(Collectors.toSet());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 5_000, 300_000, 2_500_000})
  void nothingIsLeftOfATransactionThatIsClosedMeanwhile(int length) throws Exception {
    Set<String> before = keys();
    for (int seed = 0; seed < (length > 100_000 ? 2 : 10); seed++) {
      Transaction tx = main.begin("race");
      Writers writers = new Writers(tx, length, seed);
      writers.begun.await();
      tx.close();
      writers.await();
      assertThat(keys()).isEqualTo(before);
    }
    assertThat(main.head().files()).isZero();
  }

  @Test
  void ofTwoThreadsThatCommitOneDoes() throws Exception {
    for (int i = 0; i < 20; i++) {
      byte[] bytes = content("" + i, i % 5 == 0 ? 3_000_000 : 1_000);
      String path = "/" + i;
      AtomicInteger refused = new AtomicInteger();
      try (Transaction tx = main.begin("twice").write(path, bytes)) {
        Callable<Void> committing =
            () -> {
              try {
                tx.commit();
              } catch (IllegalStateException e) {
                refused.incrementAndGet();
              }
              return null;
            };
        FutureTask<Void> other = new FutureTask<>(committing);
        Thread thread = new Thread(other);
        thread.start();
        committing.call();
        other.get();
      }
      assertThat(refused).hasValue(1);
      assertThat(main.head().read(path)).isEqualTo(bytes);
    }
    assertThat(main.log().count()).isEqualTo(21);
  }

  /** A stream that never ends, and says when it is being read. */
  private static final class Endless extends InputStream {
    final CountDownLatch read = new CountDownLatch(100);

    @Override
    public int read() {
      return 0;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
      read.countDown();
      return length;
    }
  }

  @Test
  void aCommitDoesNotWaitForAStream() throws Exception {
    Endless endless = new Endless();
    try (Transaction tx = main.begin("endless")) {
      FutureTask<Transaction> writing = new FutureTask<>(() -> tx.write("/endless", endless));
      new Thread(writing).start();
      endless.read.await();
      tx.write("/a", "1").commit();
      assertThatThrownBy(writing::get).hasCauseInstanceOf(IllegalStateException.class);
    }
    assertThat(main.head().walk("/").map(Entry::path)).containsExactly("/a");
  }

  private void manyFiles() {
    try {
      for (int i = 0; i < 300; i++) {
        Path parent = Files.createDirectories(directory.resolve("d" + i % 20));
        Files.writeString(parent.resolve("f" + i), "content " + i);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void noneCommitsWhileADirectoryIsImported() {
    manyFiles();
    List<Throwable> refused = new ArrayList<>();
    try (Transaction tx = main.begin("import")) {
      ImportOptions committing =
          ImportOptions.DEFAULT.withListener(
              progress -> {
                try {
                  tx.commit();
                } catch (IllegalStateException e) {
                  refused.add(e);
                }
              });
      tx.importDirectory(directory, "/", committing);
      assertThat(refused)
          .isNotEmpty()
          .allSatisfy(
              e -> assertThat(e).hasMessageContaining(directory + " is still being imported"));
      assertThat(tx.commit().files()).isEqualTo(300);
    }
  }

  @Test
  void anImportEndsWhenItsTransactionIsClosed() throws IOException {
    manyFiles();
    Set<String> before = keys();
    Transaction tx = main.begin("import");
    ImportOptions closing = ImportOptions.DEFAULT.withListener(progress -> tx.close());
    assertThatThrownBy(() -> tx.importDirectory(directory, "/", closing))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the transaction was committed or closed");
    assertThat(keys()).isEqualTo(before);
  }

  /** Every kind of call at once: whoever waits for whom, the end comes. */
  @Test
  void noneWaitsForEver() throws Exception {
    manyFiles();
    for (int i = 0; i < 10; i++) {
      Writers writers;
      FutureTask<Import> importing;
      try (Transaction tx = main.begin("all at once")) {
        writers = new Writers(tx, 1_000, i);
        importing = new FutureTask<>(() -> tx.importDirectory(directory, "/imported"));
        new Thread(importing).start();
        writers.begun.await();
      }
      writers.await();
      try {
        assertThat(importing.get().files()).isEqualTo(300); // Done before the end.
      } catch (ExecutionException e) {
        assertThat(e).hasCauseInstanceOf(IllegalStateException.class);
      }
    }
    assertThat(main.head().files()).isZero();
  }
}
