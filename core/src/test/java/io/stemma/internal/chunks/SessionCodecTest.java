package io.stemma.internal.chunks;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemma.internal.base.Hash;
import io.stemma.internal.chunk.CodecChoice;
import io.stemma.internal.chunk.TestBytes;
import io.stemma.internal.format.v1.Kind;
import io.stemma.internal.format.v1.Location;
import io.stemma.internal.format.v1.Mutations;
import io.stemma.internal.format.v1.PackRow;
import io.stemma.internal.format.v1.PackTable;
import io.stemma.storage.MemoryObjectStore;
import io.stemma.storage.ObjectInfo;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions that are committed by another process than the one that wrote them. */
class SessionCodecTest {
  private final MemoryObjectStore store = new MemoryObjectStore();
  private final Map<ChunkKey, Location> places = new HashMap<>();
  private final ChunkStore here = chunks(store);
  private final ChunkStore there = chunks(store.reopen());

  private ChunkStore chunks(MemoryObjectStore objects) {
    ChunkStore.Places known = (kind, id) -> places.get(new ChunkKey(kind, id));
    return new ChunkStore(
        objects,
        new ChunkStore.PlaceSource() {
          @Override
          public ChunkStore.Places current() {
            return known;
          }

          @Override
          public ChunkStore.Places newest() {
            return known;
          }
        });
  }

  /** Writes chunks of some length elsewhere, and tells what they are. */
  private byte[] written(Random random, int count, int length, Map<ChunkKey, byte[]> chunks) {
    try (WriteSession session = new WriteSession(store.reopen(), there)) {
      for (int i = 0; i < count; i++) {
        byte[] bytes = TestBytes.random(random.nextLong(), 1 + random.nextInt(length));
        boolean data = random.nextInt(4) > 0;
        Hash id =
            data
                ? session.write(Kind.DATA, bytes, 0, bytes.length, 100L * i, new CodecChoice())
                : session.write(Kind.CHUNK_LIST, bytes);
        chunks.put(new ChunkKey(data ? Kind.DATA : Kind.CHUNK_LIST, id), bytes);
      }
      session.prepare();
      return SessionCodec.encode(session);
    }
  }

  /** Commits what was written, as an entry of the log would, and reads it back. */
  private void commit(WriteSession restored, Map<ChunkKey, byte[]> chunks) {
    try (WriteSession batch = new WriteSession(store, here)) {
      batch.absorb(restored);
      for (PackTable table : batch.finish().packs()) {
        for (PackRow row : table.rows()) {
          places.put(new ChunkKey(row.kind(), row.id()), row.in(table.pack()));
        }
      }
    }
    try (ChunkStore reader = chunks(store.reopen())) {
      chunks.forEach(
          (key, bytes) -> assertThat(reader.read(key.kind(), key.id())).isEqualTo(bytes));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6})
  void smallOnesTravelWhole(int seed) throws IOException {
    Random random = new Random(seed);
    Map<ChunkKey, byte[]> chunks = new LinkedHashMap<>();
    byte[] bytes = written(random, random.nextInt(20), 2_000, chunks);
    assertThat(packs()).isZero();
    WriteSession restored = SessionCodec.decode(bytes, store, here);
    assertThat(restored.waitingBytes())
        .isEqualTo(chunks.values().stream().mapToLong(chunk -> chunk.length).sum());
    assertThat(SessionCodec.encode(restored)).isEqualTo(bytes);
    commit(restored, chunks);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void ofLargeOnesTheTablesOfPacks(int seed) throws IOException {
    Random random = new Random(seed);
    Map<ChunkKey, byte[]> chunks = new LinkedHashMap<>();
    byte[] bytes = written(random, 40, 200_000, chunks);
    assertThat(packs()).isPositive();
    assertThat(bytes).hasSizeLessThan(10_000);
    commit(SessionCodec.decode(bytes, store, here), chunks);
  }

  @Test
  void orTheirIndexObjects() throws IOException {
    Map<ChunkKey, byte[]> chunks = new LinkedHashMap<>();
    byte[] bytes = written(new Random(1), 300, 10_000, chunks);
    SessionParts parts = SessionCodec.decode(bytes, store, here).parts();
    assertThat(parts.waiting()).isEmpty();
    assertThat(parts.tables()).isEmpty();
    assertThat(parts.indexes()).hasSize(1);
    assertThat(parts.indexes().get(0).rows()).isEqualTo(chunks.size());
  }

  private long packs() throws IOException {
    try (Stream<ObjectInfo> packs = store.list("packs/", "", 100)) {
      return packs.count();
    }
  }

  @Test
  void whatNobodyCommitsIsRemoved() throws IOException {
    byte[] bytes = written(new Random(1), 40, 200_000, new HashMap<>());
    WriteSession restored = SessionCodec.decode(bytes, store, here);
    assertThat(packs()).isPositive();
    restored.discard();
    assertThat(packs()).isZero();
  }

  @Test
  void butNotWhatAnotherHasTakenOver() throws IOException {
    byte[] bytes = written(new Random(1), 40, 200_000, new HashMap<>());
    WriteSession restored = SessionCodec.decode(bytes, store, here);
    try (WriteSession batch = new WriteSession(store, here)) {
      batch.absorb(restored);
      restored.discard();
      assertThat(packs()).isPositive();
    }
  }

  private void assertRefused(byte[] bad) {
    assertThat(Mutations.decoded(() -> SessionCodec.decode(bad, store, here))).isEmpty();
  }

  private static byte[] digested(byte[] bytes) {
    if (bytes.length >= Hash.BYTES) {
      Hash.of(bytes, Hash.BYTES, bytes.length - Hash.BYTES).write(bytes, 0);
    }
    return bytes;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void alteredOnesAreRefused(int seed) {
    Random random = new Random(seed);
    boolean large = seed % 2 == 0;
    byte[] bytes =
        large
            ? written(random, 20, 200_000, new HashMap<>())
            : written(random, 5, 100, new HashMap<>());
    Mutations.flips(bytes).forEach(this::assertRefused);
    Mutations.lengths(bytes).forEach(this::assertRefused);
    Mutations.lengths(bytes).forEach(bad -> assertRefused(digested(bad)));
    for (int i = 0; i < 3_000; i++) {
      byte[] bad = digested(Mutations.random(bytes, random));
      Mutations.decoded(() -> SessionCodec.decode(bad, store, here))
          .ifPresent(
              read -> {
                byte[] again = SessionCodec.encode(read);
                WriteSession twice = SessionCodec.decode(again, store, here);
                assertThat(SessionCodec.encode(twice)).isEqualTo(again);
              });
    }
  }
}
