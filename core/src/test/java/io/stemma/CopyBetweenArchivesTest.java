package io.stemma;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemma.storage.MemoryObjectStore;
import io.stemma.storage.ObjectInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From the archive of a laptop to the one that all share, and back. */
class CopyBetweenArchivesTest {
  private static final ArchiveOptions OPTIONS = ArchiveOptions.DEFAULT.withoutCache();

  private final MemoryObjectStore laptopStore = new MemoryObjectStore();
  private final MemoryObjectStore sharedStore = new MemoryObjectStore();
  private final Archive laptop = Archive.create(laptopStore, OPTIONS);
  private final Archive shared = Archive.create(sharedStore, OPTIONS);
  private final Branch from = laptop.createRepository("shots").main();
  private final Branch to = shared.createRepository("shots").main();

  @AfterEach
  void close() {
    laptop.close();
    shared.close();
  }

  private static byte[] samples(long seed, int length) {
    Random random = new Random(seed);
    ByteBuffer samples = ByteBuffer.allocate(length & ~1).order(ByteOrder.LITTLE_ENDIAN);
    for (short value = 0; samples.hasRemaining(); ) {
      value += (short) (random.nextGaussian() * 20);
      samples.putShort(value);
    }
    return samples.array();
  }

  private static long bytes(MemoryObjectStore store) {
    try (Stream<ObjectInfo> packs = store.list("packs/", "", Integer.MAX_VALUE)) {
      return packs.mapToLong(ObjectInfo::length).sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void filesComeWithTheirAttributesAndIntervals() {
    byte[] te = samples(1, 5 << 20);
    Commit day =
        from.commit(
            "day",
            tx ->
                tx.write("/47100/te.i16", te)
                    .attribute("/47100/te.i16", "unit", "keV")
                    .attribute("/47100/te.i16", "note", "a".repeat(1000))
                    .attribute("/47100", "gas", "D2")
                    .write("/47100/empty", "")
                    .validity("/47100/empty", 47100, 47200)
                    .write("/47101/shot.json", "{}"));
    Commit copied = to.commit("from the laptop", tx -> tx.copy(day, "/47100", "/2026/47100"));
    assertThat(copied.files()).isEqualTo(2);
    assertThat(copied.read("/2026/47100/te.i16")).isEqualTo(te);
    assertThat(copied.entry("/2026/47100/te.i16").attributes())
        .isEqualTo(day.entry("/47100/te.i16").attributes());
    assertThat(copied.entry("/2026/47100").attributes())
        .isEqualTo(day.entry("/47100").attributes());
    assertThat(copied.entry("/2026/47100/empty").attributes())
        .isEqualTo(day.entry("/47100/empty").attributes());
    Commit all = to.commit("all", tx -> tx.copy(day, "/", "/"));
    assertThat(all.files()).isEqualTo(5);
    assertThat(all.sha256("/47100/te.i16")).isEqualTo(day.sha256("/47100/te.i16"));
    assertThat(shared.verify().isClean()).isTrue();
  }

  @Test
  void aWholeCommitHasTheSameFilesAndGoesBackWithoutBytes() {
    Commit day =
        from.commit(
            "day",
            tx -> {
              for (int shot = 0; shot < 30; shot++) {
                tx.write("/" + shot + "/te.i16", samples(shot, 300_000 + 1000 * shot));
                tx.write("/" + shot + "/shot.json", "{\"shot\":" + shot + "}");
              }
            });
    Commit there = to.commit("there", tx -> tx.copy(day, "/", "/"));
    assertThat(there.files()).isEqualTo(day.files());
    assertThat(there.bytes()).isEqualTo(day.bytes());
    long before = bytes(laptopStore);
    Commit back = from.commit("back", tx -> tx.copy(there, "/", "/"));
    assertThat(back.changesSince(day).isEmpty()).isTrue();
    assertThat(bytes(laptopStore) - before).as("a commit, and no data").isLessThan(2000);
    long shared = bytes(sharedStore);
    to.commit("again", tx -> tx.copy(day, "/", "/again"));
    assertThat(bytes(sharedStore) - shared).as("new names, and no data").isLessThan(10_000);
  }

  @Test
  void largeChunksKeepTheirCompressedBytes() throws IOException {
    byte[] te = samples(2, 40 << 20);
    Commit day = from.commit("day", tx -> tx.write("/te.i16", te));
    Commit there = to.commit("there", tx -> tx.copy(day, "/te.i16", "/te.i16"));
    assertThat(there.read("/te.i16")).isEqualTo(te);
    assertThat(shared.verify().isClean()).isTrue();
    byte[] here = packs(laptopStore);
    String copied = new String(packs(sharedStore), StandardCharsets.ISO_8859_1);
    for (int at = 100_000; at < here.length - 200_000; at += here.length / 7) {
      String part = new String(here, at, 64, StandardCharsets.ISO_8859_1);
      assertThat(copied.contains(part)).as("bytes at %s", at).isTrue();
    }
  }

  private static byte[] packs(MemoryObjectStore store) throws IOException {
    List<String> keys;
    try (Stream<ObjectInfo> packs = store.list("packs/", "", Integer.MAX_VALUE)) {
      keys = packs.map(ObjectInfo::key).toList();
    }
    ByteBuffer all = ByteBuffer.allocate((int) bytes(store));
    for (String key : keys) {
      all.put(store.read(key, 0, Integer.MAX_VALUE).bytes());
    }
    return all.array();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void anyFilesAreTheSame(long seed) {
    Random random = new Random(seed);
    List<Commit> commits = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      commits.add(
          from.commit(
              "some",
              tx -> {
                for (int n = random.nextInt(12); n >= 0; n--) {
                  String path = "/" + random.nextInt(4) + "/d/" + random.nextInt(5) + ".f";
                  tx.write(path, samples(random.nextInt(6), 2 << random.nextInt(20)));
                  if (random.nextInt(3) == 0) {
                    tx.attribute(path, "n", random.nextInt());
                  }
                }
              }));
    }
    for (Commit commit : commits) {
      Commit there = to.commit("there", tx -> tx.delete("/").copy(commit, "/", "/"));
      Commit back =
          laptop
              .ensureRepository("back")
              .main()
              .commit("back", tx -> tx.delete("/").copy(there, "/", "/"));
      assertThat(back.changesSince(commit).isEmpty()).isTrue();
    }
    assertThat(shared.verify().isClean()).isTrue();
  }

  @Test
  void ofADamagedArchiveNothingIsCopied() throws IOException {
    Commit day = from.commit("day", tx -> tx.write("/te.i16", samples(3, 4 << 20)));
    List<ObjectInfo> packs;
    try (Stream<ObjectInfo> all = laptopStore.list("packs/", "", Integer.MAX_VALUE)) {
      packs = all.toList();
    }
    ObjectInfo largest =
        packs.stream().max(java.util.Comparator.comparing(ObjectInfo::length)).orElseThrow();
    byte[] bytes = laptopStore.read(largest.key(), 0, Integer.MAX_VALUE).bytes().array().clone();
    bytes[bytes.length / 2] ^= 1;
    laptopStore.delete(largest.key());
    try (var writer = laptopStore.create(largest.key())) {
      writer.write(ByteBuffer.wrap(bytes));
      writer.commit();
    }
    try (Transaction tx = to.begin("there")) {
      tx.write("/note", "kept");
      assertThatThrownBy(() -> tx.copy(day, "/", "/"))
          .isInstanceOf(CorruptObjectException.class)
          .hasMessageContaining(largest.key());
      assertThat(tx.commit().list("/").toString()).contains("note").doesNotContain("te.i16");
    }
    assertThat(shared.verify().isClean()).isTrue();
  }

  @Test
  void aClosedArchiveAndAMissingPathAreNamed() {
    Commit day = from.commit("day", tx -> tx.write("/te", "1"));
    try (Transaction tx = to.begin("there")) {
      assertThatThrownBy(() -> tx.copy(day, "/ne", "/ne"))
          .isInstanceOf(NotFoundException.class)
          .hasMessageContaining("/ne");
      laptop.close();
      assertThatThrownBy(() -> tx.copy(day, "/te", "/te"))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("closed");
    }
  }

  @Test
  void severalThreadsMayCopyTheSame() throws InterruptedException, ExecutionException {
    Commit day =
        from.commit(
            "day",
            tx -> {
              for (int i = 0; i < 8; i++) {
                tx.write("/" + i, samples(i % 4, 1 << 20));
              }
            });
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try (Transaction tx = to.begin("there")) {
      List<Callable<Transaction>> copies = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        String target = "/copy" + i;
        copies.add(() -> tx.copy(day, "/", target));
      }
      for (Future<Transaction> copy : threads.invokeAll(copies)) {
        copy.get();
      }
      Commit there = tx.commit();
      assertThat(there.files()).isEqualTo(32);
      for (int i = 0; i < 8; i++) {
        assertThat(there.read("/copy3/" + i)).isEqualTo(samples(i % 4, 1 << 20));
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(bytes(sharedStore)).isLessThan(bytes(laptopStore) + 20_000);
    assertThat(shared.verify().isClean()).isTrue();
  }
}
