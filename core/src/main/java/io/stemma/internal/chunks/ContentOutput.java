package io.stemma.internal.chunks;

import io.stemma.internal.base.Hash;
import io.stemma.internal.chunk.Chunker;
import io.stemma.internal.chunk.CodecChoice;
import io.stemma.internal.format.v1.ChunkRef;
import io.stemma.internal.format.v1.Kind;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Cuts a file into chunks as it is pushed, piece by piece. Gives the same chunks as {@link
 * ContentWriter}. Used by one thread at a time.
 */
public final class ContentOutput {
  private static final int FIRST_BUFFER = 1 << 12;
  private static final int BUFFER = 2 * Chunker.MAX;

  private final ChunkSink sink;
  private final ChunkListWriter list;
  private final CodecChoice choice = new CodecChoice();
  private byte[] buffer = new byte[FIRST_BUFFER];
  private int size;
  private long position;

  /** Begins an empty file. */
  public ContentOutput(ChunkSink sink) {
    this.sink = sink;
    this.list = new ChunkListWriter(sink);
  }

  /**
   * Begins with a file, to whose end more is added: chunks before its last are taken over.
   *
   * @param old the file, whose chunks the sink has
   */
  public ContentOutput(ChunkSink sink, Content old) {
    this(sink);
    ChunkCursor cursor = new ChunkCursor(sink, old);
    while (cursor.next()) {
      if (cursor.end() < old.length()) {
        list.add(cursor.chunk());
        position = cursor.end();
      } else if (cursor.chunk().length() > 0) {
        byte[] last = sink.read(Kind.DATA, cursor.chunk().id());
        write(last, 0, last.length);
      }
    }
  }

  /** Bytes so far. */
  public long length() {
    return position + size;
  }

  /** Adds a byte to the end. */
  public void write(int b) {
    if (size == buffer.length) {
      makeRoom();
    }
    buffer[size++] = (byte) b;
  }

  /** Adds bytes to the end. */
  public void write(byte[] bytes, int offset, int length) {
    write(ByteBuffer.wrap(bytes, offset, length));
  }

  /** Adds all remaining bytes to the end. */
  public void write(ByteBuffer bytes) {
    while (bytes.hasRemaining()) {
      if (size == buffer.length) {
        makeRoom();
      }
      int count = Math.min(bytes.remaining(), buffer.length - size);
      bytes.get(buffer, size, count);
      size += count;
    }
  }

  private void makeRoom() {
    if (buffer.length < BUFFER) {
      buffer = Arrays.copyOf(buffer, Math.min(BUFFER, 4 * buffer.length));
      return;
    }
    cut(Chunker.MAX);
  }

  /** Cuts chunks off the front until fewer bytes than this are left. */
  private void cut(int keepBelow) {
    int from = 0;
    while (size - from >= keepBelow && size > from) {
      int length = Chunker.cut(buffer, from, size - from);
      Hash id = sink.write(Kind.DATA, buffer, from, length, position, choice);
      list.add(new ChunkRef(id, length));
      from += length;
      position += length;
    }
    System.arraycopy(buffer, from, buffer, 0, size - from);
    size -= from;
  }

  /** Ends the file. */
  public Content finish() {
    cut(1);
    return list.finish();
  }
}
