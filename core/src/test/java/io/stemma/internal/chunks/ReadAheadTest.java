package io.stemma.internal.chunks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.base.Ticker;
import com.google.common.util.concurrent.Uninterruptibles;
import io.stemma.CorruptObjectException;
import io.stemma.StorageException;
import io.stemma.internal.chunk.Chunker;
import io.stemma.internal.format.v1.ChunkRef;
import io.stemma.internal.format.v1.Kind;
import io.stemma.internal.format.v1.Location;
import io.stemma.internal.format.v1.PackRow;
import io.stemma.internal.format.v1.PackTable;
import io.stemma.internal.pack.PackReader;
import io.stemma.internal.pack.ReadTimes;
import io.stemma.storage.NoSuchObjectException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are read from a store which takes its time, by its own clock. */
class ReadAheadTest {
  private static final int LENGTH = 40 << 20;

  private final ReadRecordingStore store = new ReadRecordingStore();
  private final Map<ChunkKey, Location> places = new HashMap<>();

  /** Each look at it is 20 ms later. */
  private final AtomicLong clock = new AtomicLong();

  private final ChunkStore slow = chunks(new ReadTimes(() -> clock.addAndGet(20_000_000)));

  private ChunkStore chunks(ReadTimes times) {
    ChunkStore.Places known = (kind, id) -> places.get(new ChunkKey(kind, id));
    return new ChunkStore(
        store,
        new ChunkStore.PlaceSource() {
          @Override
          public ChunkStore.Places current() {
            return known;
          }

          @Override
          public ChunkStore.Places newest() {
            return known;
          }
        },
        times);
  }

  private static byte[] random(long seed, int length) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  private Content write(byte[] file) {
    try (WriteSession session = new WriteSession(store, slow)) {
      Content content = new ContentWriter(session).write(file);
      for (PackTable table : session.finish().packs()) {
        for (PackRow row : table.rows()) {
          places.put(new ChunkKey(row.kind(), row.id()), row.in(table.pack()));
        }
      }
      store.lengths.clear();
      return content;
    }
  }

  private static byte[] readAll(ContentReader reader, int step) {
    byte[] into = new byte[step];
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int count = 0; count >= 0; count = reader.read(all.size(), into, 0, step)) {
      all.write(into, 0, count);
    }
    return all.toByteArray();
  }

  private static byte[] copyAll(ContentReader reader) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    reader.copyTo((bytes, length) -> all.write(bytes, 0, length));
    return all.toByteArray();
  }

  private List<ChunkRef> chunksOf(Content content) {
    List<ChunkRef> chunks = new ArrayList<>();
    for (ChunkCursor cursor = new ChunkCursor(slow, content); cursor.next(); ) {
      chunks.add(cursor.chunk());
    }
    store.lengths.clear();
    return chunks;
  }

  private Location place(ChunkRef chunk) {
    return Objects.requireNonNull(places.get(new ChunkKey(Kind.DATA, chunk.id())));
  }

  private long bytesRead() {
    return store.lengths.stream().mapToLong(Integer::longValue).sum();
  }

  @ParameterizedTest
  @ValueSource(ints = {8192, 300_000, 5 << 20, LENGTH})
  void neighboursAreReadWithOneRequestAndNothingTwice(int step) {
    byte[] file = random(1, LENGTH);
    Content content = write(file);
    assertThat(chunksOf(content).size()).isGreaterThan(50);
    assertThat(readAll(new ContentReader(slow, content), step)).isEqualTo(file);
    assertThat(store.lengths.size()).as("requests of %s", store.lengths).isLessThan(30);
    assertThat(bytesRead()).isLessThan(LENGTH + (64 << 10));
    store.lengths.clear();
    assertThat(copyAll(new ContentReader(slow, content))).isEqualTo(file);
    assertThat(store.lengths.size()).as("requests of %s", store.lengths).isLessThan(15);
    assertThat(bytesRead()).isLessThan(LENGTH + (64 << 10));
  }

  @Test
  void aStoreThatAnswersAtOnceIsNotAskedAhead() {
    byte[] file = random(2, LENGTH);
    Content content = write(file);
    try (ChunkStore fast = chunks(new ReadTimes(() -> 0))) {
      assertThat(readAll(new ContentReader(fast, content), 8192)).isEqualTo(file);
    }
    int requests = store.lengths.size() - 1; // one for the list of chunks
    assertThat(requests).isEqualTo(chunksOf(content).size());
  }

  @Test
  void aStoreBehindANetworkIsAskedAheadFromTheBeginning() {
    byte[] file = random(13, 3 << 20);
    Content content = write(file);
    try (ChunkStore remote = chunks(ReadTimes.ofStore(true))) {
      assertThat(readAll(new ContentReader(remote, content), file.length)).isEqualTo(file);
    }
    assertThat(store.lengths.size()).as("requests of %s", store.lengths).isLessThan(4);
  }

  @Test
  void aShortReadAtAnyPlaceReadsOnlyItsChunks() {
    byte[] file = random(3, LENGTH);
    Content content = write(file);
    chunksOf(content); // knows now that it is slow
    byte[] into = new byte[1 << 20];
    new ContentReader(slow, content).read(17 << 20, into, 0, 1000);
    assertThat(store.lengths).hasSize(1);
    assertThat(bytesRead()).isLessThanOrEqualTo(2 << 20);
    store.lengths.clear();
    new ContentReader(slow, content).read(25 << 20, into, 0, into.length);
    assertThat(into).isEqualTo(Arrays.copyOfRange(file, 25 << 20, 26 << 20));
    assertThat(store.lengths).as("chunks of 1 MiB, in one piece").hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void whateverIsReadIsTheFile(long seed) {
    Random random = new Random(seed);
    byte[] file = random(seed, (20 << 20) + random.nextInt(1 << 20));
    ContentReader reader = new ContentReader(slow, write(file));
    byte[] into = new byte[6 << 20];
    int begin = 0;
    for (int i = 0; i < 200; i++) {
      begin = random.nextInt(5) == 0 ? random.nextInt(file.length) : begin % file.length;
      int length = random.nextInt(random.nextBoolean() ? 9000 : into.length);
      int expected = Math.min(length, file.length - begin);
      assertThat(reader.read(begin, into, 0, length)).isEqualTo(expected);
      assertThat(Arrays.equals(into, 0, expected, file, begin, begin + expected)).isTrue();
      begin += expected;
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 5, 8})
  void aRequestThatFailsIsOneErrorAndIsSentAgain(int failing) {
    byte[] file = random(5, LENGTH);
    Content content = write(file);
    store.failing = failing;
    int errors = 0;
    ContentReader reader = new ContentReader(slow, content);
    byte[] into = new byte[100_000];
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    while (all.size() < file.length) {
      try {
        all.write(into, 0, reader.read(all.size(), into, 0, into.length));
      } catch (StorageException e) {
        assertThat(e).hasMessageContaining("the network is down");
        errors++;
      }
    }
    assertThat(all.toByteArray()).isEqualTo(file);
    assertThat(errors).isEqualTo(1);
  }

  @Test
  void damageIsToldOfTheChunkThatHasIt() {
    byte[] file = random(6, LENGTH);
    Content content = write(file);
    ChunkRef bad = chunksOf(content).get(7);
    Location at = place(bad);
    places.put(
        new ChunkKey(Kind.DATA, bad.id()),
        new Location(at.pack(), at.offset() + 1, at.length(), at.slot()));
    long begin = chunksOf(content).stream().limit(7).mapToLong(ChunkRef::length).sum();
    ContentReader reader = new ContentReader(slow, content);
    byte[] into = new byte[1000];
    for (long position = 0; position + into.length <= LENGTH; position += into.length) {
      long from = position;
      if (position + into.length > begin && position < begin + bad.length()) {
        assertThatThrownBy(() -> reader.read(from, into, 0, into.length))
            .isInstanceOf(CorruptObjectException.class)
            .hasMessageContaining(at.pack().toString());
        position = begin + bad.length() - into.length;
      } else {
        reader.read(position, into, 0, into.length);
        assertThat(Arrays.equals(into, 0, 1000, file, (int) from, (int) from + 1000)).isTrue();
      }
    }
  }

  @Test
  void ofAPackThatIsCutAllThatIsLeftCanBeRead() {
    byte[] file = random(7, 3 << 20);
    Content content = write(file);
    chunksOf(content);
    store.way =
        bytes -> bytes.length > Chunker.MAX ? Arrays.copyOf(bytes, bytes.length / 2) : bytes;
    assertThat(readAll(new ContentReader(slow, content), file.length))
        .as("single chunks come whole")
        .isEqualTo(file);
  }

  private List<Location> framesOf(Content content) {
    return chunksOf(content).stream().map(this::place).toList();
  }

  private static Ticker ticker(AtomicLong nanos) {
    return new Ticker() {
      @Override
      public long read() {
        return nanos.get();
      }
    };
  }

  @Test
  void whatNobodyTakesIsBoundedAndMakesRoom() throws IOException {
    AtomicLong nanos = new AtomicLong();
    List<Location> frames = framesOf(write(random(8, LENGTH)));
    try (PackReader packs = new PackReader(store);
        ReadAhead ahead = new ReadAhead(packs, ticker(nanos))) {
      int begun = ahead.start(frames);
      List<Location> rest = frames.subList(begun, frames.size());
      assertThat(begun).isPositive().isLessThan(frames.size());
      assertThat(ahead.held()).isLessThanOrEqualTo(ReadAhead.ROOM);
      assertThat(ahead.start(rest)).isZero();
      assertThat(ahead.take(rest.get(0))).isNull();
      for (int i = 0; i < begun; i += 2) {
        assertThat(ahead.take(frames.get(i))).as("frame %s", i).isNotNull();
      }
      assertThat(ahead.take(frames.get(0))).as("taken").isNull();
      nanos.addAndGet(11_000_000_000L);
      assertThat(ahead.take(frames.get(1))).as("in nobody's way").isNotNull();
      assertThat(ahead.start(rest)).isPositive();
      assertThat(ahead.take(frames.get(3))).as("made room").isNull();
      assertThat(ahead.held()).isLessThanOrEqualTo(ReadAhead.ROOM);
    }
  }

  @Test
  void whatTakesLongToComeIsNotAskedForTwice() throws IOException {
    AtomicLong nanos = new AtomicLong();
    List<Location> frames = framesOf(write(random(11, LENGTH)));
    CountDownLatch line = new CountDownLatch(1);
    store.way =
        bytes -> {
          Uninterruptibles.awaitUninterruptibly(line);
          return bytes;
        };
    try (PackReader packs = new PackReader(store);
        ReadAhead ahead = new ReadAhead(packs, ticker(nanos))) {
      int begun = ahead.start(frames);
      nanos.addAndGet(60_000_000_000L);
      assertThat(ahead.start(frames.subList(begun, frames.size()))).as("still coming").isZero();
      line.countDown();
      for (int i = 0; i < begun; i++) {
        assertThat(ahead.take(frames.get(i))).as("frame %s", i).isNotNull();
      }
      assertThat(ahead.held()).isZero();
    } finally {
      line.countDown();
    }
  }

  @Test
  void manyThatStartAtOnceKeepTheBound() throws Exception {
    List<Location> frames = framesOf(write(random(12, LENGTH)));
    CountDownLatch line = new CountDownLatch(1);
    store.way =
        bytes -> {
          Uninterruptibles.awaitUninterruptibly(line);
          return bytes;
        };
    ExecutorService readers = Executors.newFixedThreadPool(20);
    try (PackReader packs = new PackReader(store);
        ReadAhead ahead = new ReadAhead(packs, Ticker.systemTicker())) {
      List<Callable<Integer>> starts = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        List<Location> some = frames.subList(i * 2, frames.size());
        starts.add(() -> ahead.start(some));
      }
      readers.invokeAll(starts);
      assertThat(ahead.held()).isLessThanOrEqualTo(ReadAhead.ROOM);
    } finally {
      line.countDown();
      readers.shutdownNow();
    }
  }

  @Test
  void whoeverWaitsIsAnsweredWhenItIsClosed() throws IOException {
    Content content = write(random(9, LENGTH));
    Location at = place(chunksOf(content).get(0));
    PackReader packs = new PackReader(store);
    ReadAhead ahead = new ReadAhead(packs, Ticker.systemTicker());
    ahead.close();
    assertThat(ahead.start(List.of(at))).isEqualTo(1);
    assertThatThrownBy(() -> ahead.take(at))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("closed");
    packs.close();
  }

  @Test
  void aPackThatVanishesIsLookedForInTheNewestPlaces() throws IOException {
    byte[] file = random(10, 8 << 20);
    Content content = write(file);
    Map<ChunkKey, Location> before = new HashMap<>(places);
    places.clear();
    write(file);
    Map<ChunkKey, Location> after = new HashMap<>(places);
    for (Location at : before.values()) {
      store.delete(at.pack().key());
    }
    assertThatThrownBy(() -> store.read(before.values().iterator().next().pack().key(), 0, 1))
        .isInstanceOf(NoSuchObjectException.class);
    ChunkStore.Places old = (kind, id) -> before.get(new ChunkKey(kind, id));
    ChunkStore.Places now = (kind, id) -> after.get(new ChunkKey(kind, id));
    try (ChunkStore moved =
        new ChunkStore(
            store,
            new ChunkStore.PlaceSource() {
              @Override
              public ChunkStore.Places current() {
                return old;
              }

              @Override
              public ChunkStore.Places newest() {
                return now;
              }
            },
            new ReadTimes(() -> clock.addAndGet(20_000_000)))) {
      assertThat(readAll(new ContentReader(moved, content), 64 << 10)).isEqualTo(file);
    }
  }
}
