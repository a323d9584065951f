package io.stemma.internal.chunks;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemma.MissingObjectException;
import io.stemma.internal.base.Hash;
import io.stemma.internal.format.v1.ChunkList;
import io.stemma.internal.format.v1.ChunkRef;
import io.stemma.internal.format.v1.Kind;
import io.stemma.internal.format.v1.Location;
import io.stemma.internal.format.v1.PackRow;
import io.stemma.internal.format.v1.PackTable;
import io.stemma.storage.MemoryObjectStore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Files that say they consist of chunks of one byte, as no writer writes them. */
class TinyChunksTest {
  private final MemoryObjectStore store = new MemoryObjectStore();
  private final Map<ChunkKey, Location> places = new HashMap<>();
  private final ChunkStore chunks = chunks(store, places);

  private static ChunkStore chunks(MemoryObjectStore store, Map<ChunkKey, Location> places) {
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
        });
  }

  /** 64 MiB of one byte each, of which two chunk lists are kept. */
  private Content write() {
    try (WriteSession session = new WriteSession(store, chunks)) {
      Content tiny = new ContentWriter(session).write(new byte[] {7});
      List<ChunkRef> items = tiny.parts();
      long length = 1;
      for (int level = 0; level < 3; level++) {
        int count = level == 2 ? 64 : ChunkList.MAX_ITEMS;
        ChunkList list = new ChunkList(level, Collections.nCopies(count, items.get(0)));
        length = list.length();
        items = List.of(new ChunkRef(session.write(Kind.CHUNK_LIST, list.encode()), length));
      }
      for (PackTable table : session.finish().packs()) {
        for (PackRow row : table.rows()) {
          places.put(new ChunkKey(row.kind(), row.id()), row.in(table.pack()));
        }
      }
      return new Content(length, items, 3);
    }
  }

  /** Writes down how much it is told of at once, and is as slow as it gets. */
  private final class Told implements ChunkSource {
    final List<Integer> counts = new ArrayList<>();
    final List<Hash> lists = new ArrayList<>();
    int room = Integer.MAX_VALUE;
    boolean missing;

    @Override
    public byte[] read(Kind kind, Hash id) {
      if (kind == Kind.CHUNK_LIST) {
        lists.add(id);
        if (missing) {
          throw new MissingObjectException("list", "it is missing");
        }
      }
      return chunks.read(kind, id);
    }

    @Override
    public int worthReadingAhead() {
      return 16 << 20;
    }

    @Override
    public int readAhead(List<ChunkRef> named) {
      counts.add(named.size());
      return Math.min(room, named.size());
    }
  }

  @Test
  void aReaderNamesABoundedNumberAtOnce() {
    Content content = write();
    Told source = new Told();
    byte[] into = new byte[5000];
    assertThat(new ContentReader(source, content).read(0, into, 0, into.length)).isEqualTo(5000);
    assertThat(into).containsOnly(7);
    assertThat(source.counts).isNotEmpty().allMatch(count -> count <= 1024);
  }

  @Test
  void aListThatCannotBeReadIsNotAskedForWithEachRead() {
    Content content = write();
    Told source = new Told();
    ContentReader reader = new ContentReader(source, content);
    byte[] into = new byte[1];
    for (int at = 0; at < 100; at++) {
      reader.read(at, into, 0, 1);
    }
    source.missing = true;
    source.lists.clear();
    for (int at = 100; at < 1000; at++) {
      reader.read(at, into, 0, 1);
    }
    assertThat(source.lists).hasSizeLessThan(5);
  }

  @Test
  void aLongReadThatFindsNoRoomFirstGoesOnNaming() {
    Content content = write();
    Told source = new Told();
    source.room = 0;
    byte[] into = new byte[5000];
    assertThat(new ContentReader(source, content).read(0, into, 0, into.length)).isEqualTo(5000);
    assertThat(source.counts).hasSizeGreaterThan(1);
  }

  @Test
  void aCopyTakesThemInSteps() {
    Content content = write();
    MemoryObjectStore other = new MemoryObjectStore();
    AtomicInteger steps = new AtomicInteger();
    try (ChunkStore there = chunks(other, new HashMap<>());
        WriteSession session = new WriteSession(other, there)) {
      Content part =
          new Content(
              1 << 20,
              ChunkCursor.read(chunks, content.parts().get(0), 2).items().subList(0, 1),
              2);
      new ChunkTransfer(chunks, session)
          .take(
              part,
              step -> {
                steps.incrementAndGet();
                step.run();
              });
      assertThat(session.finish().packs()).hasSize(1);
    }
    assertThat(steps.get()).isGreaterThan(256);
  }
}
