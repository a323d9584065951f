package io.stemma.internal.chunks;

import io.stemma.CorruptObjectException;
import io.stemma.internal.chunk.Chunker;
import io.stemma.internal.format.v1.ChunkRef;
import io.stemma.internal.format.v1.FrameHeader;
import io.stemma.internal.format.v1.Kind;

/**
 * Reads a file at any position; keeps the chunk that it read last, and names the next ones to its
 * source before it needs them. Used by one thread at a time.
 */
public final class ContentReader {
  private final ChunkSource source;
  private final Content content;
  private final ChunkCursor cursor;
  private final ChunkPreview preview;
  private byte[] bytes;

  /** The chunk in {@link #bytes}: where it begins in the file, and its length. */
  private long begin;

  private int loaded;

  /** Reads a file whose chunks a source has. */
  public ContentReader(ChunkSource source, Content content) {
    this(source, content, new byte[0]);
  }

  private ContentReader(ChunkSource source, Content content, byte[] buffer) {
    this.source = source;
    this.content = content;
    this.cursor = new ChunkCursor(source, content);
    this.preview = new ChunkPreview(source, content);
    this.bytes = buffer;
  }

  /** Reads another file with the memory of this one, which must not be used any more. */
  public ContentReader next(Content other) {
    return new ContentReader(source, other, bytes);
  }

  /** Length of the file. */
  public long length() {
    return content.length();
  }

  /**
   * Reads bytes from a position.
   *
   * @return how many, at least 1 unless {@code length} is 0; -1 at or behind the end
   */
  public int read(long position, byte[] into, int offset, int length) {
    if (position >= content.length()) {
      return -1;
    }
    preview.reading(position, length, holds(position) ? begin + loaded : position);
    int done = 0;
    while (done < length && position + done < content.length()) {
      long at = position + done;
      if (!holds(at)) {
        preview.readingOn(at);
        move(at);
        ChunkRef chunk = cursor.chunk();
        if (at == cursor.begin() && chunk.length() <= length - done) {
          source.readInto(Kind.DATA, chunk.id(), into, offset + done, (int) chunk.length());
          done += (int) chunk.length();
          continue;
        }
        load();
      }
      int from = (int) (at - begin);
      int count = Math.min(length - done, loaded - from);
      System.arraycopy(bytes, from, into, offset + done, count);
      done += count;
    }
    return done;
  }

  /**
   * Takes pieces of a file.
   *
   * @param <X> what it may throw
   */
  @FunctionalInterface
  public interface PieceConsumer<X extends Exception> {
    /** The next {@code length} bytes of the file; the array is used again. */
    void accept(byte[] bytes, int length) throws X;
  }

  /** Hands out all bytes, front to back, each chunk once and without copying it. */
  public <X extends Exception> void copyTo(PieceConsumer<X> target) throws X {
    for (long position = 0; position < content.length(); position = begin + loaded) {
      if (!holds(position)) {
        preview.readingAll(position);
        move(position);
        load();
      }
      target.accept(bytes, loaded);
    }
  }

  private boolean holds(long position) {
    return position >= begin && position < begin + loaded;
  }

  /** Stands at the chunk that holds a position. */
  private void move(long position) {
    if (position != cursor.end() || position == 0) {
      cursor.seek(position);
    }
    do {
      if (!cursor.next()) {
        throw new CorruptObjectException(
            "file",
            "no chunk holds byte " + position + " of a file of " + content.length(),
            new IllegalStateException("lengths differ"));
      }
    } while (cursor.chunk().length() == 0);
    if (cursor.chunk().length() > FrameHeader.MAX_PLAIN) {
      throw new CorruptObjectException(
          "file",
          "no chunk has " + cursor.chunk().length() + " bytes",
          new IllegalStateException("too long"));
    }
  }

  private void load() {
    ChunkRef chunk = cursor.chunk();
    int length = (int) chunk.length();
    loaded = 0;
    if (bytes.length < length) {
      bytes = new byte[Math.max(length, Math.min(2 * bytes.length, Chunker.MAX))];
    }
    source.readInto(Kind.DATA, chunk.id(), bytes, 0, length);
    loaded = length;
    begin = cursor.begin();
  }
}
