package io.stemma.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemma.storage.CreateOutcome;
import io.stemma.storage.NoSuchObjectException;
import io.stemma.storage.ObjectStore;
import io.stemma.storage.ObjectWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** Many threads at once, half of them as if in another process. */
abstract class ThreadTests extends ContractTests {
  private static final int THREADS = 8;
  private static final int ROUNDS = 36;

  /** Runs one task a thread, all let go at the same moment, in every round. */
  private static <T> List<T> together(ExecutorService threads, IntFunction<Callable<T>> task)
      throws Exception {
    CyclicBarrier start = new CyclicBarrier(THREADS);
    List<Future<T>> futures = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      Callable<T> mine = task.apply(i);
      futures.add(
          threads.submit(
              () -> {
                start.await(1, TimeUnit.MINUTES);
                return mine.call();
              }));
    }
    List<T> results = new ArrayList<>();
    for (Future<T> future : futures) {
      results.add(future.get(1, TimeUnit.MINUTES));
    }
    return results;
  }

  @Test
  void oneOfManyThreadsCreates() throws Exception {
    ObjectStore[] stores = {store, openAgain()};
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      for (int round = 0; round < ROUNDS; round++) {
        // every third round in a directory that nobody has made yet
        String key = round % 3 == 0 ? "new" + round + "/x/y" : "race/" + round;
        List<CreateOutcome> outcomes =
            together(threads, i -> () -> createAndLook(stores[i % 2], key, i));
        assertThat(outcomes).containsOnlyOnce(CreateOutcome.CREATED);
        int winner = outcomes.indexOf(CreateOutcome.CREATED);
        assertThat(get(store, key)).isEqualTo(randomBytes(winner, 5_000));
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(keys(store)).hasSize(ROUNDS);
  }

  /** Whoever lost sees the winner's object whole. */
  private static CreateOutcome createAndLook(ObjectStore store, String key, int thread)
      throws IOException {
    CreateOutcome outcome = put(store, key, randomBytes(thread, 5_000));
    assertThat(get(store, key)).hasSize(5_000);
    assertThat(keys(store, key, "", 1)).containsExactly(key);
    store.sync(key);
    return outcome;
  }

  @Test
  void oneOfManyThreadsDeletes() throws Exception {
    ObjectStore[] stores = {store, openAgain()};
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      for (int round = 0; round < ROUNDS; round++) {
        String key = "gone/" + round;
        put(key);
        List<Boolean> removed = together(threads, i -> () -> stores[i % 2].delete(key));
        assertThat(removed).containsOnlyOnce(true);
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(keys(store)).isEmpty();
  }

  @Test
  void anObjectAppearsWholeOrNotAtAll() throws Exception {
    byte[] object = randomBytes(9, 300_000);
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      for (int round = 0; round < 10; round++) {
        String key = "whole/" + round;
        List<Boolean> seen =
            together(threads, i -> i == 0 ? () -> slowly(key, object) : () -> poll(key, object));
        assertThat(seen).doesNotContain(false);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private boolean slowly(String key, byte[] object) throws IOException {
    try (ObjectWriter writer = store.create(key)) {
      for (int i = 0; i < object.length; i += 10_000) {
        writer.write(ByteBuffer.wrap(object, i, 10_000));
      }
      return writer.commit() == CreateOutcome.CREATED;
    }
  }

  private boolean poll(String key, byte[] object) throws IOException {
    for (int i = 0; i < 1_000_000; i++) {
      try {
        return java.util.Arrays.equals(get(store, key), object);
      } catch (NoSuchObjectException e) {
        Thread.onSpinWait();
      }
    }
    return false;
  }

  @Test
  void readsAndListsAreUndisturbedByWritesAndDeletes() throws Exception {
    put("stay/1", "stay/2");
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Boolean> right = together(threads, i -> i < 3 ? () -> churn(i) : this::twoStay);
      assertThat(right).doesNotContain(false);
    } finally {
      threads.shutdownNow();
    }
  }

  private boolean churn(int thread) throws IOException {
    for (int i = 0; i < 60; i++) {
      String key = "stay/" + (i % 2) + "-" + thread;
      put(store, key, randomBytes(i, 3_000));
      if (!store.delete(key)) {
        return false;
      }
    }
    return true;
  }

  private boolean twoStay() throws IOException {
    for (int i = 0; i < 200; i++) {
      if (get(store, "stay/1").length != 9
          || !keys(store, "stay/", "stay/1", 99).contains("stay/2")) {
        return false;
      }
    }
    return true;
  }
}
