package io.stemma.internal.chunks;

import io.stemma.internal.format.v1.ChunkList;
import io.stemma.internal.format.v1.ChunkRef;
import io.stemma.internal.format.v1.FileEntry;
import io.stemma.internal.format.v1.Kind;
import java.util.ArrayList;
import java.util.List;

/** Collects the chunks of one file; more than a few go into a tree of chunk lists. */
final class ChunkListWriter {
  private final ChunkSink sink;
  private final List<List<ChunkRef>> levels = new ArrayList<>();
  private long length;
  private boolean spilled;

  ChunkListWriter(ChunkSink sink) {
    this.sink = sink;
    levels.add(new ArrayList<>());
  }

  void add(ChunkRef chunk) {
    length += chunk.length();
    add(0, chunk);
  }

  private void add(int level, ChunkRef item) {
    if (level == levels.size()) {
      levels.add(new ArrayList<>());
    }
    List<ChunkRef> items = levels.get(level);
    items.add(item);
    if (ChunkList.isBoundary(item, items.size())) {
      close(level);
    }
  }

  private void close(int level) {
    ChunkList list = new ChunkList(level, levels.get(level));
    levels.get(level).clear();
    spilled = true;
    add(level + 1, new ChunkRef(sink.write(Kind.CHUNK_LIST, list.encode()), list.length()));
  }

  Content finish() {
    if (!spilled && levels.get(0).size() <= FileEntry.MAX_CHUNKS) {
      return new Content(length, levels.get(0), 0);
    }
    for (int level = 0; level < levels.size(); level++) {
      boolean top = level == levels.size() - 1;
      List<ChunkRef> items = levels.get(level);
      if (top && level > 0 && items.size() == 1) {
        return new Content(length, items, level);
      } else if (!items.isEmpty()) {
        close(level);
      }
    }
    throw new IllegalStateException("a tree of chunk lists without a top");
  }
}
