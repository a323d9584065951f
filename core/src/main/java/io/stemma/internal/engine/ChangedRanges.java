package io.stemma.internal.engine;

import io.stemma.ByteRange;
import io.stemma.internal.base.Hash;
import io.stemma.internal.chunks.ChunkCursor;
import io.stemma.internal.chunks.ChunkSource;
import io.stemma.internal.chunks.Content;
import io.stemma.internal.chunks.ContentReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where two versions of a file differ: chunks that both have, in the same order, are passed over
 * unread; what is between them is narrowed by comparing bytes from both its ends.
 */
final class ChangedRanges {
  private static final int PIECE = 1 << 16;

  private final ChunkSource source;
  private final Content before;
  private final Content after;
  private final ContentReader old;
  private final ContentReader now;
  private final List<ByteRange> found = new ArrayList<>();

  ChangedRanges(ChunkSource source, Content before, Content after) {
    this.source = source;
    this.before = before;
    this.after = after;
    this.old = new ContentReader(source, before);
    this.now = new ContentReader(source, after);
  }

  List<ByteRange> find() {
    Map<Hash, Deque<Long>> places = new HashMap<>();
    ChunkCursor chunks = new ChunkCursor(source, before);
    while (chunks.next()) {
      places.computeIfAbsent(chunks.chunk().id(), id -> new ArrayDeque<>()).add(chunks.begin());
    }
    long oldEnd = 0;
    long newEnd = 0;
    chunks = new ChunkCursor(source, after);
    while (chunks.next()) {
      Deque<Long> at = places.getOrDefault(chunks.chunk().id(), new ArrayDeque<>());
      while (!at.isEmpty() && at.peek() < oldEnd) {
        at.poll();
      }
      if (!at.isEmpty()) {
        between(oldEnd, at.peek(), newEnd, chunks.begin());
        oldEnd = at.poll() + chunks.chunk().length();
        newEnd = chunks.end();
      }
    }
    between(oldEnd, before.length(), newEnd, after.length());
    return List.copyOf(found);
  }

  private void between(long oldFrom, long oldTo, long newFrom, long newTo) {
    long most = Math.min(oldTo - oldFrom, newTo - newFrom);
    long head = same(oldFrom, newFrom, most, 1);
    long tail = same(oldTo, newTo, most - head, -1);
    if (newFrom + head < newTo - tail) {
      found.add(new ByteRange(newFrom + head, newTo - tail - newFrom - head));
    }
  }

  /** How many bytes are the same from two positions on, forward or backward. */
  private long same(long oldAt, long newAt, long most, int direction) {
    byte[] a = new byte[PIECE];
    byte[] b = new byte[PIECE];
    long done = 0;
    while (done < most) {
      int size = (int) Math.min(PIECE, most - done);
      long shift = direction > 0 ? done : -done - size;
      old.read(oldAt + shift, a, 0, size);
      now.read(newAt + shift, b, 0, size);
      for (int i = 0; i < size; i++) {
        int at = direction > 0 ? i : size - 1 - i;
        if (a[at] != b[at]) {
          return done + i;
        }
      }
      done += size;
    }
    return done;
  }
}
