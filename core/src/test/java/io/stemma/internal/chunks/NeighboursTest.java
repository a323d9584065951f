package io.stemma.internal.chunks;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemma.internal.base.Hash;
import io.stemma.internal.format.v1.Kind;
import io.stemma.internal.format.v1.Location;
import io.stemma.internal.format.v1.ObjectHeader;
import io.stemma.internal.format.v1.PackRow;
import io.stemma.internal.format.v1.PackTable;
import io.stemma.storage.MemoryObjectStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** Metadata that are put, and read, together. */
class NeighboursTest {
  private final MemoryObjectStore store = new MemoryObjectStore();
  private final Map<ChunkKey, Location> places = new HashMap<>();
  private final List<ChunkKey> asked = new ArrayList<>();
  private final Random random = new Random(1);

  private ChunkStore chunks(boolean neighbours) {
    ChunkStore.Places known =
        (kind, id) -> {
          synchronized (asked) {
            asked.add(new ChunkKey(kind, id));
            return places.get(new ChunkKey(kind, id));
          }
        };
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
        neighbours);
  }

  private byte[] object(Kind kind) {
    byte[] payload = new byte[8_000];
    random.nextBytes(payload);
    return ObjectHeader.wrap(kind.tag(), payload);
  }

  private Map<Hash, byte[]> nodes(int count) {
    Map<Hash, byte[]> nodes = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      byte[] node = object(Kind.NODE);
      nodes.put(Kind.NODE.id(node, 0, node.length), node);
    }
    return nodes;
  }

  private void finish(WriteSession session) {
    for (PackTable table : session.finish().packs()) {
      for (PackRow row : table.rows()) {
        places.put(new ChunkKey(row.kind(), row.id()), row.in(table.pack()));
      }
    }
  }

  private Location place(Kind kind, Hash id) {
    return Objects.requireNonNull(places.get(new ChunkKey(kind, id)));
  }

  /** Writes a commit with leaves, half of its inner nodes, and the other half once more. */
  private Hash write(Map<Hash, byte[]> inner) {
    try (ChunkStore chunks = chunks(false);
        WriteSession session = new WriteSession(store, chunks)) {
      Hash commit = session.write(Kind.COMMIT, object(Kind.COMMIT));
      nodes(20).values().forEach(leaf -> session.write(Kind.NODE, leaf));
      inner.values().stream()
          .limit(inner.size() / 2)
          .forEach(node -> session.write(Kind.NODE, node));
      session.keepBeside(inner, 1 << 20);
      finish(session);
      return commit;
    }
  }

  @Test
  void innerNodesAreInTheFrameOfTheCommit() {
    Map<Hash, byte[]> inner = nodes(40);
    Hash commit = write(inner);
    Location at = place(Kind.COMMIT, commit);
    for (Hash id : inner.keySet()) {
      Location beside = place(Kind.NODE, id);
      assertThat(beside.pack()).isEqualTo(at.pack());
      assertThat(beside.offset()).isEqualTo(at.offset());
    }
    assertThat(places.values().stream().filter(place -> place.offset() == at.offset()))
        .hasSize(1 + inner.size());
  }

  @Test
  void nothingIsWrittenOnceMoreThatIsNotWorthIt() {
    Map<Hash, byte[]> inner = nodes(40);
    try (ChunkStore chunks = chunks(false);
        WriteSession session = new WriteSession(store, chunks)) {
      session.write(Kind.COMMIT, object(Kind.COMMIT));
      session.keepBeside(inner, 20_000);
      finish(session);
    }
    assertThat(places).hasSize(3);
  }

  @Test
  void whoReadsACommitFromFarAwayKnowsTheInnerNodes() {
    Map<Hash, byte[]> inner = nodes(40);
    Hash commit = write(inner);
    try (ChunkStore chunks = chunks(true)) {
      asked.clear();
      chunks.read(Kind.COMMIT, commit);
      inner.forEach((id, node) -> assertThat(chunks.read(Kind.NODE, id)).isEqualTo(node));
      assertThat(asked).containsExactly(new ChunkKey(Kind.COMMIT, commit));
    }
    try (ChunkStore chunks = chunks(false)) {
      asked.clear();
      chunks.read(Kind.COMMIT, commit);
      inner.forEach((id, node) -> assertThat(chunks.read(Kind.NODE, id)).isEqualTo(node));
      assertThat(asked).hasSize(1 + inner.size());
    }
  }

  @Test
  void whatIsOnItsWayIsNotReadAgain() {
    Hash commit = write(nodes(2));
    ExecutorService threads = Executors.newSingleThreadExecutor();
    try (ChunkStore chunks = chunks(true)) {
      asked.clear();
      for (int i = 0; i < 10; i++) {
        chunks.begin(Kind.COMMIT, commit, threads);
        assertThat(chunks.read(Kind.COMMIT, commit)).isNotEmpty();
      }
      assertThat(asked).hasSize(1);
    } finally {
      threads.shutdown();
    }
    try (ChunkStore chunks = chunks(true)) {
      chunks.begin(Kind.COMMIT, commit, threads);
      assertThat(chunks.read(Kind.COMMIT, commit)).as("no thread is left").isNotEmpty();
    }
  }
}
