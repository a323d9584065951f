package io.stemma.internal.chunks;

import io.stemma.internal.base.Hash;
import io.stemma.internal.chunk.Chunker;
import io.stemma.internal.chunk.CodecChoice;
import io.stemma.internal.format.v1.ChunkRef;
import io.stemma.internal.format.v1.Kind;

/**
 * Cuts a file into chunks as it is pushed, piece by piece. Gives the same chunks as {@link
 * ContentWriter}. Used by one thread at a time.
 */
public final class ContentOutput {
  private static final int BUFFER = 2 * Chunker.MAX;

  private final ChunkSink sink;
  private final ChunkListWriter list;
  private final CodecChoice choice = new CodecChoice();
  private byte[] buffer = new byte[1 << 12];
  private int size;
  private long position;

  /** Begins an empty file. */
  public ContentOutput(ChunkSink sink) {
    this.sink = sink;
    this.list = new ChunkListWriter(sink);
  }

  /** Adds bytes to the end. */
  public void write(byte[] bytes, int offset, int length) {
    int done = 0;
    while (done < length) {
      if (size == buffer.length) {
        makeRoom();
      }
      int count = Math.min(length - done, buffer.length - size);
      System.arraycopy(bytes, offset + done, buffer, size, count);
      size += count;
      done += count;
    }
  }

  private void makeRoom() {
    if (buffer.length < BUFFER) {
      buffer = java.util.Arrays.copyOf(buffer, Math.min(BUFFER, 4 * buffer.length));
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
