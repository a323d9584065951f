package io.stemma.internal.chunks;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemma.internal.format.v1.Kind;
import io.stemma.internal.format.v1.Location;
import io.stemma.internal.format.v1.PackRow;
import io.stemma.internal.format.v1.PackTable;
import io.stemma.internal.pack.FrameBuilder;
import io.stemma.storage.MemoryObjectStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Files that several threads write into one pack. */
class FrameRunTest {
  private static final int LENGTH = 3 << 20;
  private static final int PIECE = 128 << 10;
  private static final int THREADS = 2;
  private static final int FILES = 6;

  private final MemoryObjectStore store = new MemoryObjectStore();
  private final Map<ChunkKey, Location> places = new HashMap<>();
  private final ChunkStore chunks =
      new ChunkStore(
          store,
          new ChunkStore.PlaceSource() {
            @Override
            public ChunkStore.Places current() {
              return (kind, id) -> places.get(new ChunkKey(kind, id));
            }

            @Override
            public ChunkStore.Places newest() {
              return current();
            }
          });

  private static byte[] random(long seed, int length) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  /** Writes files, piece by piece in turn with the other threads. */
  private static List<Content> write(WriteSession session, int thread, CyclicBarrier turn)
      throws IOException {
    List<Content> written = new ArrayList<>();
    ContentWriter writer = new ContentWriter(session);
    for (int i = 0; i < FILES; i++) {
      ByteArrayInputStream in = new ByteArrayInputStream(random(100L * thread + i, LENGTH));
      written.add(
          writer.write(
              (into, offset, length) -> {
                await(turn);
                return in.read(into, offset, Math.min(length, PIECE));
              }));
    }
    return written;
  }

  private static void await(CyclicBarrier turn) throws IOException {
    try {
      turn.await();
    } catch (BrokenBarrierException e) {
      throw new IOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  @Test
  void aFileLiesInOnePieceThoughOthersAreWrittenMeanwhile() throws Exception {
    List<Content> files = new ArrayList<>();
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try (WriteSession session = new WriteSession(store, chunks)) {
      new ContentWriter(session).write(random(-1, 2 << 20)); // less would wait in memory
      CyclicBarrier turn = new CyclicBarrier(THREADS);
      List<Future<List<Content>>> writing = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        int thread = i;
        writing.add(threads.submit(() -> write(session, thread, turn)));
      }
      for (Future<List<Content>> each : writing) {
        files.addAll(each.get());
      }
      for (PackTable table : session.finish().packs()) {
        table.rows().forEach(row -> place(table, row));
      }
      for (int i = 0; i < files.size(); i++) {
        assertThat(gaps(files.get(i)))
            .as("bytes within file %s that are of others, but for a group of small chunks", i)
            .isLessThan(FrameBuilder.SMALL * 5);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private void place(PackTable table, PackRow row) {
    places.put(new ChunkKey(row.kind(), row.id()), row.in(table.pack()));
  }

  /** How many bytes lie between the first and the last frame of a file and belong to others. */
  private long gaps(Content file) {
    long begin = Long.MAX_VALUE;
    long end = 0;
    long own = 0;
    for (ChunkCursor cursor = new ChunkCursor(chunks, file); cursor.next(); ) {
      if (cursor.chunk().length() < FrameBuilder.SMALL) {
        continue; // shares a frame with those of other files
      }
      Location at =
          Objects.requireNonNull(places.get(new ChunkKey(Kind.DATA, cursor.chunk().id())));
      begin = Math.min(begin, at.offset());
      end = Math.max(end, at.offset() + at.length());
      own += at.length();
    }
    return end - begin - own;
  }
}
