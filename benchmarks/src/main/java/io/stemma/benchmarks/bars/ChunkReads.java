package io.stemma.benchmarks.bars;

import io.stemma.internal.format.v1.Kind;
import io.stemma.internal.format.v1.PackId;
import io.stemma.internal.format.v1.PackRow;
import io.stemma.internal.pack.PackReader;
import io.stemma.storage.ObjectInfo;
import io.stemma.storage.ObjectRange;
import io.stemma.storage.ObjectStore;
import io.stemma.storage.ObjectWriter;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/** Remembers which parts of a store are read, and tells how many chunks of files they are of. */
final class ChunkReads implements ObjectStore {
  private record Part(String key, long begin, long end) {
    boolean meets(String other, long from, long to) {
      return key.equals(other) && begin < to && from < end;
    }
  }

  private final ObjectStore store;
  private final Queue<Part> parts = new ConcurrentLinkedQueue<>();

  /** Of a store, which is closed with this one. */
  ChunkReads(ObjectStore store) {
    this.store = store;
  }

  /** In how many frames of packs, which hold chunks of files, something was read. */
  int dataFrames() throws IOException {
    Set<Part> frames = new HashSet<>();
    List<ObjectInfo> packs;
    try (Stream<ObjectInfo> found = store.list("packs/", "", 1_000_000)) {
      packs = found.toList();
    }
    try (PackReader reader = new PackReader(store)) {
      for (ObjectInfo pack : packs) {
        PackId id = PackId.parse(pack.key().substring(pack.key().lastIndexOf('/') + 1));
        for (PackRow row : reader.readTable(id, pack.length()).rows()) {
          long end = row.offset() + row.length();
          if (row.kind() == Kind.DATA
              && parts.stream().anyMatch(part -> part.meets(pack.key(), row.offset(), end))) {
            frames.add(new Part(pack.key(), row.offset(), end));
          }
        }
      }
    }
    return frames.size();
  }

  @Override
  public ObjectRange read(String key, long offset, int length) throws IOException {
    parts.add(new Part(key, offset, offset + length));
    return store.read(key, offset, length);
  }

  @Override
  public ObjectWriter create(String key) throws IOException {
    return store.create(key);
  }

  @Override
  public Stream<ObjectInfo> list(String prefix, String after, int limit) throws IOException {
    return store.list(prefix, after, limit);
  }

  @Override
  public boolean delete(String key) throws IOException {
    return store.delete(key);
  }

  @Override
  public void sync(String key) throws IOException {
    store.sync(key);
  }

  @Override
  public boolean isRemote() {
    return store.isRemote();
  }

  @Override
  public void close() throws IOException {
    store.close();
  }
}
