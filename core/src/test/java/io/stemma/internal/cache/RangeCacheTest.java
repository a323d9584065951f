package io.stemma.internal.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemma.storage.MemoryObjectStore;
import io.stemma.storage.NoSuchObjectException;
import io.stemma.storage.ObjectWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** What is kept, for how long, and who sees it. */
class RangeCacheTest extends CacheFixture {
  @Test
  void aRangeIsReadOnceAndItsPartsAreReadFromIt() throws IOException {
    byte[] object = put("packs/1", 3_000_000, 1);
    try (CachingObjectStore store = caching()) {
      check(store, "packs/1", object, 100_000, 2_000_000);
      assertThat(reads).hasValue(1);
      check(store, "packs/1", object, 100_000, 2_000_000);
      check(store, "packs/1", object, 700_000, 8_000);
      check(store, "packs/1", object, 100_000 + Piece.MAX - 10, 20);
      assertThat(reads).hasValue(1);
      check(store, "packs/1", object, 2_099_000, 2_000);
      assertThat(reads).hasValue(2);
    }
    try (CachingObjectStore store = caching()) {
      check(store, "packs/1", object, 150_000, 1_900_000);
      assertThat(reads).as("another process").hasValue(2);
    }
  }

  @Test
  void neighboursAreReadAsOne() throws IOException {
    byte[] object = put("packs/1", 500_000, 1);
    try (CachingObjectStore store = caching()) {
      check(store, "packs/1", object, 0, 100_000);
      check(store, "packs/1", object, 100_000, 77_777);
      check(store, "packs/1", object, 177_777, 400_000);
      check(store, "packs/1", object, 0, Integer.MAX_VALUE);
      assertThat(reads).hasValue(3);
    }
  }

  @Test
  void absenceAndOtherKeysAreNotKept() throws IOException {
    try (CachingObjectStore store = caching()) {
      for (int i = 0; i < 3; i++) {
        Assertions.assertThrows(NoSuchObjectException.class, () -> store.read("log/2", 0, 100));
      }
      byte[] object = put("log/2", 1_000, 2);
      check(store, "log/2", object, 0, 100);
      byte[] fresh = put("fresh", 1_000, 3);
      check(store, "fresh", fresh, 0, 100);
      check(store, "fresh", fresh, 0, 100);
      assertThat(reads).hasValue(6);
    }
  }

  @Test
  void whatIsWrittenHereIsKeptIfItIsShort() throws IOException {
    byte[] shorter = new byte[200_000];
    byte[] longer = new byte[2_000_000];
    new Random(1).nextBytes(shorter);
    new Random(2).nextBytes(longer);
    try (CachingObjectStore store = caching()) {
      for (byte[] each : List.of(shorter, longer)) {
        try (ObjectWriter writer = store.create("packs/" + each.length)) {
          for (int at = 0; at < each.length; at += 50_000) {
            writer.write(ByteBuffer.wrap(each, at, 50_000));
          }
          writer.commit();
        }
      }
      check(store, "packs/200000", shorter, 0, 300_000);
      assertThat(reads).hasValue(0);
      check(store, "packs/2000000", longer, 0, 100);
      assertThat(reads).hasValue(1);
    }
  }

  @Test
  void ownersSeeNothingOfEachOther() throws IOException {
    byte[] object = put("packs/1", 1_000, 1);
    MemoryObjectStore elsewhere = new MemoryObjectStore();
    byte[] other = new byte[1_000];
    try (ObjectWriter writer = elsewhere.create("packs/1")) {
      writer.write(ByteBuffer.wrap(other));
      writer.commit();
    }
    RangeCache cache = RangeCache.in(directory, BOUND);
    try (CachingObjectStore one = new CachingObjectStore(objects, cache, "one", key -> true);
        CachingObjectStore two = new CachingObjectStore(elsewhere, cache, "two", key -> true)) {
      check(one, "packs/1", object, 0, 1_000);
      check(two, "packs/1", other, 0, 1_000);
      check(one, "packs/1", object, 0, 1_000);
    }
    List<Path> files = files();
    assertThat(files).hasSize(2);
    byte[] first = Files.readAllBytes(files.get(0));
    Files.write(files.get(0), Files.readAllBytes(files.get(1)));
    Files.write(files.get(1), first);
    try (CachingObjectStore one = caching()) {
      check(one, "packs/1", object, 0, 1_000);
    }
  }

  @Test
  void onlyTheOwnerOfTheFilesMayReadThem() throws IOException {
    byte[] object = put("packs/1", 1_000, 1);
    Path made = directory.resolve("made/here");
    try (CachingObjectStore store = caching(RangeCache.in(made, BOUND))) {
      check(store, "packs/1", object, 0, 1_000);
    }
    Path file = files().get(0);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
        .isEqualTo("rwx------");
  }

  @Test
  void theBoundHolds() throws IOException {
    long bound = 8 << 20;
    List<byte[]> all = new ArrayList<>();
    Random random = new Random(5);
    for (int i = 0; i < 60; i++) {
      all.add(put("packs/" + i, 200_000 + random.nextInt(200_000), i));
    }
    try (CachingObjectStore store = caching(RangeCache.in(directory, bound))) {
      for (int i = 0; i < all.size(); i++) {
        check(store, "packs/" + i, all.get(i), 0, 400_000);
        assertThat(bytes()).isLessThanOrEqualTo(bound);
      }
      assertThat(bytes()).isGreaterThan(bound / 2);
      for (int i = 0; i < 30; i++) {
        check(store, "packs/" + i, all.get(i), 0, 400_000);
      }
      assertThat(bytes()).isLessThanOrEqualTo(bound);
    }
  }

  @Test
  void oneObjectTakesAQuarterAtMost() throws IOException {
    byte[] object = put("packs/1", 7_000_000, 1);
    try (CachingObjectStore store = caching(RangeCache.in(directory, 8 << 20))) {
      for (int at = 0; at < object.length; at += 100_000) {
        check(store, "packs/1", object, at, 100_000);
        assertThat(bytes()).isLessThanOrEqualTo(2 << 20);
      }
      reads.set(0);
      check(store, "packs/1", object, 6_900_000, 100_000);
      assertThat(reads).hasValue(0);
    }
  }

  @Test
  void whatWasNotUsedForLongestGoesFirst() throws IOException {
    byte[][] all = new byte[40][];
    long[] now = {Instant.parse("2026-01-01T00:00:00Z").toEpochMilli()};
    InstantSource clock = () -> Instant.ofEpochMilli(now[0]);
    RangeCache cache = new RangeCache(new CacheDirectory(directory), 8 << 20, clock);
    try (CachingObjectStore store = caching(cache)) {
      for (int i = 0; i < 20; i++) {
        all[i] = put("packs/" + i, 350_000, i);
        check(store, "packs/" + i, all[i], 0, 350_000);
      }
      for (Path file : files()) {
        Files.setLastModifiedTime(file, FileTime.fromMillis(now[0]));
      }
      now[0] += 120_000;
      for (int i = 0; i < 20; i += 4) {
        check(store, "packs/" + i, all[i], 0, 350_000); // used again
      }
      for (int i = 20; i < 26; i++) {
        all[i] = put("packs/" + i, 350_000, i);
        check(store, "packs/" + i, all[i], 0, 350_000);
      }
      reads.set(0);
      for (int i = 0; i < 20; i += 4) {
        check(store, "packs/" + i, all[i], 0, 350_000);
      }
      assertThat(reads).hasValue(0);
      assertThat(files().size()).isLessThan(26);
    }
  }

  @Test
  void threadsAndProcessesShareWhileFilesVanish() throws Exception {
    byte[][] all = new byte[8][];
    for (int i = 0; i < all.length; i++) {
      all[i] = put("packs/" + i, 700_000, i);
    }
    ExecutorService threads = Executors.newFixedThreadPool(6);
    try (CachingObjectStore one = caching();
        CachingObjectStore two = caching(RangeCache.in(directory, 4 << 20))) {
      List<Future<Boolean>> running = new ArrayList<>();
      for (int t = 0; t < 6; t++) {
        int thread = t;
        Callable<Boolean> work =
            () -> {
              Random random = new Random(thread);
              for (int i = 0; i < 150; i++) {
                int which = random.nextInt(all.length);
                int length = random.nextInt(200_000);
                CachingObjectStore store = thread % 2 == 0 ? one : two;
                check(store, "packs/" + which, all[which], random.nextInt(700_000), length);
                if (thread == 5 && i % 10 == 0) {
                  Path file = new CacheDirectory(directory).file("ab".repeat(32));
                  new CacheDirectory(directory).delete(file);
                  one.forget("packs/" + which);
                }
              }
              return true;
            };
        running.add(threads.submit(work));
      }
      for (Future<Boolean> each : running) {
        assertThat(each.get()).isTrue();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void anInterruptedThreadDisturbsNobody() throws IOException {
    byte[] object = put("packs/1", 100_000, 1);
    try (CachingObjectStore store = caching()) {
      check(store, "packs/1", object, 0, 100_000);
      Thread.currentThread().interrupt();
      check(store, "packs/1", object, 0, 100_000);
      assertThat(Thread.interrupted()).isTrue();
      reads.set(0);
      check(store, "packs/1", object, 0, 100_000);
      assertThat(reads).hasValue(0);
    }
  }
}
