package io.stemma.internal.chunks;

import io.stemma.CorruptObjectException;
import io.stemma.internal.format.v1.ChunkRef;
import io.stemma.internal.format.v1.Kind;

/**
 * Reads a file at any position; keeps the chunk that it read last. Used by one thread at a time.
 */
public final class ContentReader {
  private final ChunkSource source;
  private final Content content;
  private final ChunkCursor cursor;
  private byte[] bytes = new byte[0];
  private long begin;

  /** Reads a file whose chunks a source has. */
  public ContentReader(ChunkSource source, Content content) {
    this.source = source;
    this.content = content;
    this.cursor = new ChunkCursor(source, content);
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
    int done = 0;
    while (done < length && position + done < content.length()) {
      load(position + done);
      int from = (int) (position + done - begin);
      int count = Math.min(length - done, bytes.length - from);
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
    /** The next bytes; the array may be shared and must not be written to. */
    void accept(byte[] bytes) throws X;
  }

  /** Hands out all bytes, front to back, each chunk once and without copying it. */
  public <X extends Exception> void copyTo(PieceConsumer<X> target) throws X {
    for (long position = 0; position < content.length(); position = begin + bytes.length) {
      load(position);
      target.accept(bytes);
    }
  }

  private void load(long position) {
    if (position >= begin && position < begin + bytes.length) {
      return;
    }
    if (position != begin + bytes.length || position == 0) {
      cursor.seek(position);
    }
    ChunkRef chunk;
    do {
      if (!cursor.next()) {
        throw new CorruptObjectException(
            "file",
            "no chunk holds byte " + position + " of a file of " + content.length(),
            new IllegalStateException("lengths differ"));
      }
      chunk = cursor.chunk();
    } while (chunk.length() == 0);
    byte[] read = source.read(Kind.DATA, chunk.id());
    if (read.length != chunk.length()) {
      throw new CorruptObjectException(
          chunk.id().toString(),
          "chunk " + chunk.id() + " has " + read.length + " bytes, its file says " + chunk.length(),
          new IllegalStateException("lengths differ"));
    }
    bytes = read;
    begin = cursor.begin();
  }
}
