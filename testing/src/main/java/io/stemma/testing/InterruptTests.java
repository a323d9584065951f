package io.stemma.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.stemma.storage.CreateOutcome;
import io.stemma.storage.NoSuchObjectException;
import io.stemma.storage.ObjectWriter;
import io.stemma.storage.OutcomeUnknownException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Threads whose interrupt flag is set, and those beside them. */
abstract class InterruptTests extends ContractTests {

  private interface Operation {
    void run() throws IOException;
  }

  @AfterEach
  final void clearFlag() {
    Thread.interrupted();
  }

  /** Runs an operation with the flag set; returns whether it was completed. */
  private static boolean interrupted(Operation operation) {
    Thread.currentThread().interrupt();
    boolean completed = true;
    try {
      operation.run();
    } catch (IOException | UncheckedIOException e) {
      completed = false;
    }
    assertThat(Thread.interrupted()).as("the flag is kept").isTrue();
    return completed;
  }

  @Test
  void readingIsRightOrFails() throws IOException {
    put("a/b");
    interrupted(() -> assertThat(get(store, "a/b")).isEqualTo(bytes("at a/b")));
    interrupted(() -> assertThat(keys(store)).containsExactly("a/b"));
    interrupted(() -> store.sync("a/b"));
    assertThat(get(store, "a/b")).isEqualTo(bytes("at a/b"));
    assertThat(keys(store)).containsExactly("a/b");
    store.sync("a/b");
  }

  @Test
  void deletingIsDoneOrFails() throws IOException {
    put("a/b");
    boolean deleted = interrupted(() -> assertThat(store.delete("a/b")).isTrue());
    assertThat(keys(store).isEmpty() || !deleted).isTrue();
    put("a/c");
    assertThat(store.delete("a/c")).isTrue();
  }

  @Test
  void creatingGoesOnOrFails() throws IOException {
    List<ObjectWriter> created = new ArrayList<>();
    if (interrupted(() -> created.add(store.create("a/b")))) {
      try (ObjectWriter writer = created.get(0)) {
        writer.write(ByteBuffer.wrap(bytes("x")));
        assertThat(writer.commit()).isEqualTo(CreateOutcome.CREATED);
      }
    } else {
      put("a/b");
    }
  }

  @Test
  void afterAFailedWriteNothingIsWritten() throws IOException {
    try (ObjectWriter writer = store.create("a/b")) {
      writer.write(ByteBuffer.wrap(bytes("1")));
      if (!interrupted(() -> writer.write(ByteBuffer.wrap(bytes("2"))))) {
        assertThatIOException().isThrownBy(() -> writer.write(ByteBuffer.wrap(bytes("3"))));
        assertThatIOException().isThrownBy(writer::commit);
        assertThat(keys(store)).isEmpty();
        return;
      }
      assertThat(writer.commit()).isEqualTo(CreateOutcome.CREATED);
    }
    assertThat(get(store, "a/b")).isEqualTo(bytes("12"));
  }

  @Test
  void committingIsDoneOrIsNot() throws IOException {
    for (int i = 0; i < 20; i++) {
      String key = "a/" + i;
      List<CreateOutcome> outcomes = new ArrayList<>();
      List<IOException> unknown = new ArrayList<>();
      try (ObjectWriter writer = store.create(key)) {
        writer.write(ByteBuffer.wrap(bytes("x")));
        interrupted(
            () -> {
              try {
                outcomes.add(writer.commit());
              } catch (OutcomeUnknownException e) {
                unknown.add(e);
              }
            });
      }
      boolean there = keys(store).contains(key);
      assertThat(outcomes).doesNotContain(CreateOutcome.EXISTS);
      if (unknown.isEmpty()) {
        assertThat(there).isEqualTo(!outcomes.isEmpty());
      }
      assertThat(put(store, key, bytes("y")))
          .isEqualTo(there ? CreateOutcome.EXISTS : CreateOutcome.CREATED);
    }
  }

  @Test
  void closingAWriterDropsItsBytes() throws IOException {
    ObjectWriter writer = store.create("a/b");
    writer.write(ByteBuffer.wrap(bytes("x")));
    interrupted(writer::close);
    assertThat(keys(store)).isEmpty();
    put("a/b");
  }

  @Test
  void otherThreadsAreUndisturbed() throws Exception {
    byte[] object = randomBytes(5, 200_000);
    put(store, "shared", object);
    AtomicBoolean done = new AtomicBoolean();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<?>> interrupted = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        int thread = i;
        interrupted.add(threads.submit(() -> useInterrupted(thread, done)));
      }
      List<Future<?>> others = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        int thread = i;
        others.add(threads.submit(() -> useInPeace(thread, object)));
      }
      for (Future<?> other : others) {
        other.get(1, TimeUnit.MINUTES);
      }
      done.set(true);
      for (Future<?> each : interrupted) {
        each.get(1, TimeUnit.MINUTES);
      }
    } finally {
      done.set(true);
      threads.shutdownNow();
    }
  }

  private Void useInterrupted(int thread, AtomicBoolean done) throws IOException {
    for (int i = 0; !done.get() && i < 100_000; i++) {
      int n = i;
      interrupted(() -> store.read("shared", 0, 200_000));
      interrupted(() -> keys(store, "shared", "", 1));
      if (i < 40) {
        interrupted(() -> put(store, "w/" + thread + "/" + n, bytes("x")));
      }
    }
    return null;
  }

  private Void useInPeace(int thread, byte[] object) throws IOException {
    for (int i = 0; i < 50; i++) {
      assertThat(get(store, "shared")).isEqualTo(object);
      assertThat(keys(store, "shared", "", 1)).containsExactly("shared");
      String key = "p/" + thread + "/" + i;
      assertThat(put(store, key, bytes("x"))).isEqualTo(CreateOutcome.CREATED);
      store.sync(key);
      assertThat(store.delete(key)).isTrue();
      try {
        store.read(key, 0, 1);
        throw new AssertionError(key + " was deleted");
      } catch (NoSuchObjectException e) {
        assertThat(e.key()).isEqualTo(key);
      }
    }
    return null;
  }
}
