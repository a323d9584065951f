package io.stemma.storage.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemma.Archive;
import io.stemma.ArchiveOptions;
import io.stemma.Branch;
import io.stemma.Commit;
import io.stemma.Transaction;
import io.stemma.VerifyOptions;
import io.stemma.storage.CreateOutcome;
import io.stemma.storage.ObjectWriter;
import io.stemma.storage.StoreAccess;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An interrupt meets no file that others use, and breaks off nothing that was begun. */
class InterruptedThreadsTest {
  private static final int THREADS = 4;
  private static final int FILES = 12;

  @TempDir Path directory;

  @AfterEach
  void clearFlag() {
    Thread.interrupted();
  }

  private static byte[] noise(int seed) {
    byte[] bytes = new byte[400_000];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  @Test
  void whatAnInterruptedThreadAsksOfAStoreIsDone() throws IOException {
    try (var store = DirectoryObjectStore.open(directory, StoreAccess.CREATE)) {
      byte[] bytes = noise(1);
      Thread.currentThread().interrupt();
      try (ObjectWriter writer = store.create("a/b")) {
        writer.write(ByteBuffer.wrap(bytes));
        writer.write(ByteBuffer.allocateDirect(300_000));
        assertThat(writer.commit()).isEqualTo(CreateOutcome.CREATED);
      }
      assertThat(store.read("a/b", 0, bytes.length).bytes()).isEqualTo(ByteBuffer.wrap(bytes));
      assertThat(store.read("a/b", 0, 0).objectLength()).isEqualTo(bytes.length + 300_000);
      store.sync("a/b");
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  /** Runs a job in several threads, the first half of which are interrupted over and over. */
  private static void run(List<Callable<Void>> jobs) throws Exception {
    List<FutureTask<Void>> tasks = jobs.stream().map(FutureTask::new).toList();
    List<Thread> threads = new ArrayList<>();
    for (FutureTask<Void> task : tasks) {
      Thread thread = new Thread(task);
      thread.setDaemon(true);
      threads.add(thread);
      thread.start();
    }
    while (tasks.stream().anyMatch(task -> !task.isDone())) {
      for (Thread thread : threads.subList(0, threads.size() / 2)) {
        thread.interrupt();
      }
      Thread.onSpinWait();
    }
    for (FutureTask<Void> task : tasks) {
      try {
        task.get();
      } catch (ExecutionException e) {
        throw new AssertionError("a thread failed", e.getCause());
      }
    }
  }

  private Archive open() {
    return Archive.openOrCreate(directory.toUri(), ArchiveOptions.DEFAULT.withoutCache());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void writersOfOneTransactionAreUndisturbed(int round) throws Exception {
    try (Archive archive = open()) {
      Branch main = archive.ensureRepository("shots").main();
      Commit commit;
      try (Transaction tx = main.begin("together")) {
        List<Callable<Void>> jobs = new ArrayList<>();
        for (int t = 0; t < THREADS; t++) {
          int thread = t;
          jobs.add(
              () -> {
                for (int i = 0; i < FILES; i++) {
                  tx.write("/" + thread + "/" + i, noise(1_000 * round + THREADS * i + thread));
                }
                return null;
              });
        }
        run(jobs);
        commit = tx.commit();
      }
      for (int t = 0; t < THREADS; t++) {
        for (int i = 0; i < FILES; i++) {
          assertThat(commit.read("/" + t + "/" + i))
              .isEqualTo(noise(1_000 * round + THREADS * i + t));
        }
      }
      assertThat(archive.verify(VerifyOptions.EVERY_BYTE).isClean()).isTrue();
    }
  }

  @Test
  void readersAreUndisturbed() throws Exception {
    try (Archive archive = open()) {
      archive
          .ensureRepository("shots")
          .main()
          .commit(
              "files",
              tx -> {
                for (int i = 0; i < FILES; i++) {
                  tx.write("/" + i, noise(i));
                }
              });
    }
    try (Archive archive = open()) {
      Branch main = archive.repository("shots").main();
      List<Callable<Void>> jobs = new ArrayList<>();
      for (int t = 0; t < THREADS; t++) {
        jobs.add(
            () -> {
              for (int i = 0; i < FILES; i++) {
                assertThat(main.head().read("/" + i)).isEqualTo(noise(i));
              }
              return null;
            });
      }
      run(jobs);
    }
  }
}
