package io.stemma.testing.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.stemma.Archive;
import io.stemma.ArchiveOptions;
import io.stemma.Branch;
import io.stemma.Commit;
import io.stemma.CommitOutcomeUnknownException;
import io.stemma.CorruptObjectException;
import io.stemma.DamageException;
import io.stemma.FormatTooNewException;
import io.stemma.InvalidNameException;
import io.stemma.MissingObjectException;
import io.stemma.NotFoundException;
import io.stemma.Repository;
import io.stemma.StemmaException;
import io.stemma.StorageException;
import io.stemma.Verification;
import io.stemma.VerifyOptions;
import io.stemma.storage.MemoryObjectStore;
import io.stemma.storage.ObjectInfo;
import io.stemma.storage.ObjectStore;
import io.stemma.storage.ObjectWriter;
import io.stemma.testing.DamageTrial.Harm;
import io.stemma.testing.Fault;
import io.stemma.testing.FaultPlan;
import io.stemma.testing.FaultyObjectStore;
import io.stemma.testing.StoreOperation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an archive as a whole says to bad input: a clear error, and nothing is lost. */
class BadInputTest {
  private static final ArchiveOptions OPTIONS = ArchiveOptions.DEFAULT.withoutCache();
  private static final byte[] LARGE = ArchiveChange.noise(300_000);

  private final MemoryObjectStore store = new MemoryObjectStore();

  private void create() {
    try (Archive archive = Archive.create(store.reopen(), OPTIONS)) {
      Branch main = archive.createRepository("shots").main();
      main.commit("large", tx -> tx.write("/large", LARGE));
      main.commit("small", tx -> tx.write("/small", "1"));
    }
  }

  private Archive open() {
    return Archive.open(store.reopen(), OPTIONS);
  }

  private List<String> keys(String prefix) throws IOException {
    try (Stream<ObjectInfo> listed = store.list(prefix, "", Integer.MAX_VALUE)) {
      return listed.map(ObjectInfo::key).toList();
    }
  }

  private byte[] bytes(String key) throws IOException {
    return store.read(key, 0, Integer.MAX_VALUE).bytes().array().clone();
  }

  private void put(String key, byte[] bytes) throws IOException {
    store.delete(key);
    try (ObjectWriter writer = store.create(key)) {
      writer.write(ByteBuffer.wrap(bytes));
      writer.commit();
    }
  }

  /** The pack with the large file. */
  private String largestPack() throws IOException {
    String largest = "";
    long length = 0;
    for (String key : keys("packs/")) {
      if (bytes(key).length > length) {
        largest = key;
        length = bytes(key).length;
      }
    }
    return largest;
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "../r", "a//b", ".r", "r\0", "-r", "r\n"})
  void refusesNamesOutsideTheirGrammarAndMakesNothing(String name) throws IOException {
    create();
    int entries = keys("log/").size();
    try (Archive archive = open()) {
      Repository shots = archive.repository("shots");
      Commit head = shots.main().head();
      assertThatThrownBy(() -> archive.createRepository(name))
          .isInstanceOf(InvalidNameException.class);
      assertThatThrownBy(() -> shots.createBranch(name, head))
          .isInstanceOf(InvalidNameException.class);
      assertThatThrownBy(() -> shots.createTag(name, head))
          .isInstanceOf(InvalidNameException.class);
      assertThatThrownBy(() -> archive.repository(name)).isInstanceOf(InvalidNameException.class);
    }
    assertThat(keys("log/")).hasSize(entries);
  }

  @Test
  void refusesAStoreThatIsNoArchiveAndLeavesItAlone() throws IOException {
    assertThatThrownBy(this::open).isInstanceOf(NotFoundException.class);

    put("holiday/photo.jpg", new byte[] {1, 2, 3});
    assertThatThrownBy(this::open).isInstanceOf(NotFoundException.class);
    assertThatThrownBy(() -> Archive.recover(store.reopen(), OPTIONS))
        .isInstanceOf(NotFoundException.class);
    assertThat(keys("")).containsExactly("holiday/photo.jpg");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "{\"name\": \"another program's settings\"}"})
  void refusesAMarkerThatAnotherProgramWrote(String marker) throws IOException {
    put("stemma.json", marker.getBytes(StandardCharsets.UTF_8));

    assertThatThrownBy(this::open)
        .isInstanceOf(CorruptObjectException.class)
        .hasMessageContaining("stemma.json");
    assertThatThrownBy(() -> Archive.openOrCreate(store.reopen(), OPTIONS))
        .isInstanceOf(StemmaException.class);
    assertThat(keys("")).containsExactly("stemma.json");
  }

  private void makeNewer(String key) throws IOException {
    byte[] bytes = bytes(key);
    assertThat(new String(bytes, 0, 9, StandardCharsets.US_ASCII)).isEqualTo("STEMMA 01");
    bytes[8] = '2';
    put(key, bytes);
  }

  @Test
  void refusesANewerFormatAndSaysWhere() throws IOException {
    create();
    String newest = keys("log/").get(0);
    makeNewer(newest);
    List<String> before = keys("");

    assertThatThrownBy(this::open)
        .hasMessageContaining("use a newer Stemma")
        .isInstanceOfSatisfying(
            FormatTooNewException.class, e -> assertThat(e.object()).isEqualTo(newest));
    assertThat(keys("")).isEqualTo(before);
  }

  /** Opening reads the newest entry only, which tells the same; the marker is there to be seen. */
  @Test
  void findsAMarkerOfANewerFormat() throws IOException {
    create();
    makeNewer("stemma.json");

    try (Archive archive = open()) {
      assertThat(archive.verify().damages())
          .singleElement()
          .satisfies(damage -> assertThat(damage.object()).isEqualTo("stemma.json"));
    }
  }

  @ParameterizedTest
  @EnumSource(Harm.class)
  void namesADamagedObjectAndTheFilesThatItAffects(Harm harm) throws IOException {
    create();
    String key = largestPack();
    byte[] bytes = bytes(key);
    switch (harm) {
      case FLIP -> {
        bytes[bytes.length / 2] ^= 1;
        put(key, bytes);
      }
      case TRUNCATE -> put(key, Arrays.copyOf(bytes, bytes.length / 2));
      case DELETE -> store.delete(key);
      case SWAP -> {
        String other =
            keys("packs/").stream().filter(k -> !k.equals(key)).findFirst().orElseThrow();
        put(key, bytes(other));
      }
    }
    try (Archive archive = open()) {
      Verification verification = archive.verify(VerifyOptions.EVERY_BYTE);
      assertThat(verification.damages())
          .anySatisfy(damage -> assertThat(damage.object()).isEqualTo(key));
      assertThat(verification.damages().stream().flatMap(damage -> damage.affected().stream()))
          .anySatisfy(
              file -> {
                assertThat(file.repository()).isEqualTo("shots");
                assertThat(file.path()).isIn("/large", "/");
              });
      Throwable thrown =
          catchThrowable(() -> archive.repository("shots").main().head().read("/large"));
      assertThat(thrown).isInstanceOf(DamageException.class);
      if (harm == Harm.DELETE) {
        assertThat(thrown).isInstanceOf(MissingObjectException.class);
      }
    }
  }

  /** Has no room for new objects as long as it is full. */
  private ObjectStore filling(AtomicInteger room) {
    MemoryObjectStore objects = store.reopen();
    return new ForwardingStore(objects) {
      @Override
      public ObjectWriter create(String key) throws IOException {
        if (room.getAndDecrement() <= 0) {
          throw new IOException("No space left on device");
        }
        return super.create(key);
      }
    };
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void aFullDiskEndsACommitAndLosesNothing(int objects) {
    create();
    AtomicInteger room = new AtomicInteger(objects);
    try (Archive archive =
        Archive.open(filling(room), OPTIONS.withCommitDeadline(Duration.ofMillis(50)))) {
      Branch main = archive.repository("shots").main();
      Commit before = main.head();
      Throwable thrown = catchThrowable(() -> main.commit("more", tx -> tx.write("/more", LARGE)));
      if (thrown != null) {
        assertThat(thrown).isInstanceOf(StorageException.class).hasStackTraceContaining("No space");
        assertThat(main.head().id()).isEqualTo(before.id());
      } else {
        assertThat(objects).isEqualTo(2);
      }
      room.set(Integer.MAX_VALUE);
      main.commit("again", tx -> tx.write("/more", LARGE));
      assertThat(main.head().read("/more")).isEqualTo(LARGE);
      assertThat(main.head().read("/large")).isEqualTo(LARGE);
      ArchiveSoundness.requireVerified(archive, "after a full disk");
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"BIT_FLIP", "SHORT_READ"})
  void aStoreThatAnswersWronglyIsNeverBelieved(Fault fault) {
    create();
    int right = 0;
    int refused = 0;
    for (int seed = 1; seed <= 200; seed++) {
      FaultyObjectStore faulty =
          new FaultyObjectStore(store.reopen(), FaultPlan.random(seed, 0.1, fault), seed);
      try (Archive archive = Archive.open(faulty, OPTIONS)) {
        Commit head = archive.repository("shots").main().head();
        assertThat(head.read("/large")).isEqualTo(LARGE);
        assertThat(head.readString("/small")).isEqualTo("1");
        right++;
      } catch (StemmaException e) {
        refused++;
      }
    }
    assertThat(right).isPositive();
    assertThat(refused).isPositive();
    try (Archive archive = open()) {
      ArchiveSoundness.requireVerified(archive, "after wrong answers");
    }
  }

  @Test
  void aStoreThatAnswersSlowlyIsWaitedFor() {
    create();
    AtomicInteger delays = new AtomicInteger();
    FaultyObjectStore slow =
        new FaultyObjectStore(store.reopen(), FaultPlan.random(1, 1, Fault.DELAY), 1);
    slow.onDelay(delays::incrementAndGet);
    try (Archive archive = Archive.open(slow, OPTIONS)) {
      archive.repository("shots").main().commit("more", tx -> tx.write("/more", "2"));
    }
    assertThat(delays.get()).isGreaterThan(5);
    try (Archive archive = open()) {
      assertThat(archive.repository("shots").main().head().readString("/more")).isEqualTo("2");
    }
  }

  @Test
  void aStoreThatDoesNotAnswerEndsInAnErrorAtTheDeadline() {
    create();
    FaultyObjectStore dead =
        new FaultyObjectStore(
            store.reopen(), FaultPlan.on(StoreOperation.CREATE, "", Fault.ERROR_BEFORE), 1);
    try (Archive archive = Archive.open(dead, OPTIONS.withCommitDeadline(Duration.ofMillis(50)))) {
      Branch main = archive.repository("shots").main();
      assertThatThrownBy(() -> main.commit("more", tx -> tx.write("/more", "2")))
          .isInstanceOf(StorageException.class);
      dead.setEnabled(false);
      assertThat(main.commit("again", tx -> tx.write("/more", "3")).readString("/more"))
          .isEqualTo("3");
    }
  }

  @Test
  void aCancelledThreadCommitsOrDoesNotAndSaysWhich() throws Exception {
    create();
    CountDownLatch reached = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    ObjectStore hanging =
        new ForwardingStore(store.reopen()) {
          @Override
          public ObjectWriter create(String key) throws IOException {
            if (key.startsWith("log/")) {
              reached.countDown();
              awaitQuietly(release);
            }
            return super.create(key);
          }
        };
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try (Archive archive = Archive.open(hanging, OPTIONS)) {
      Branch main = archive.repository("shots").main();
      Future<Throwable> commit =
          thread.submit(
              () -> catchThrowable(() -> main.commit("cancelled", tx -> tx.write("/c", "1"))));
      assertThat(reached.await(1, TimeUnit.MINUTES)).isTrue();
      thread.shutdownNow();
      Throwable thrown = commit.get(1, TimeUnit.MINUTES);
      assertThat(thrown).isInstanceOf(CommitOutcomeUnknownException.class);
      release.countDown();
      main.commit("next", tx -> tx.write("/n", "1"));
      assertThat(main.head().readString("/c")).isEqualTo("1");
    } finally {
      release.countDown();
      thread.shutdownNow();
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    boolean interrupted = false;
    while (true) {
      try {
        latch.await();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
