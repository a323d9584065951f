package io.stemma.internal.chunks;

import io.stemma.StemmaException;
import io.stemma.internal.format.v1.ChunkRef;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Names the chunks of a file to their source before they are read: all that a long read will need,
 * and what comes after it where a file is read front to back. Does nothing while the source answers
 * at once. Used by one thread at a time.
 */
final class ChunkPreview {
  /** How far a reader that begins to read front to back is run ahead of; doubled each time. */
  private static final int FIRST_AHEAD = 1 << 20;

  /** So many chunks are named at once: a file may say that its chunks have a byte each. */
  private static final int MOST_CHUNKS = 1024;

  private final ChunkSource source;
  private final Content content;
  private @Nullable ChunkCursor cursor;

  /** Where the next read begins if the file is read front to back. */
  private long next;

  /** All chunks that begin before this position were named, from some place behind the reader. */
  private long named;

  private int ahead;

  ChunkPreview(ChunkSource source, Content content) {
    this.source = source;
    this.content = content;
  }

  /**
   * A read is about to begin.
   *
   * @param position where it begins
   * @param length how many bytes
   * @param needed the first position whose bytes the reader does not hold
   */
  void reading(long position, int length, long needed) {
    int most = source.worthReadingAhead();
    boolean onward = position == next && position > 0;
    next = position + length;
    if (most == 0) {
      named = needed;
      ahead = 0;
      return;
    }
    if (!onward) {
      named = needed;
      ahead = 0;
    }
    named = Math.max(named, needed);
    name(needed, next, onward, most);
  }

  /** The read that was begun last has come to a chunk which the reader does not hold. */
  void readingOn(long position) {
    int most = source.worthReadingAhead();
    if (most > 0 && named < next && named - position < most / 2) {
      named = Math.max(named, position);
      name(position, next, false, most);
    }
  }

  /** A chunk is about to be read by somebody who reads all. */
  void readingAll(long position) {
    int most = source.worthReadingAhead();
    if (most == 0) {
      return;
    }
    ahead = most;
    named = Math.max(named, position);
    name(position, position, true, most);
  }

  /** Names chunks up to a position and further ahead, unless enough of them were named. */
  private void name(long needed, long end, boolean onward, int most) {
    if (onward && named > end + ahead / 2) {
      return;
    }
    if (onward) {
      ahead = Math.min(most, Math.max(FIRST_AHEAD, 2 * ahead));
    }
    long to = Math.min(content.length(), Math.min(end + ahead, named + most));
    List<ChunkRef> chunks = new ArrayList<>();
    try {
      gather(to, chunks);
    } catch (StemmaException e) {
      // The reader meets the list that cannot be read, if it ever comes to it. Until then it is not
      // asked for again and again.
      named = to;
      return;
    }
    if (chunks.isEmpty() || chunks.size() == 1 && named <= needed) {
      return; // one that is read at once
    }
    int count = source.readAhead(chunks);
    for (ChunkRef chunk : chunks.subList(0, count)) {
      named += chunk.length();
    }
  }

  /** The chunks from the one that holds {@link #named}, which is set to where that one begins. */
  private void gather(long to, List<ChunkRef> chunks) {
    if (named >= to) {
      return;
    }
    if (cursor == null) {
      cursor = new ChunkCursor(source, content);
    }
    if (cursor.end() != named) {
      cursor.seek(named);
    }
    for (long end = named;
        end < to && chunks.size() < MOST_CHUNKS && cursor.next();
        end = cursor.end()) {
      if (chunks.isEmpty()) {
        named = cursor.begin();
      }
      chunks.add(cursor.chunk());
    }
  }
}
