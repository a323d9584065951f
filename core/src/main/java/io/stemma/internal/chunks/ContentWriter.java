package io.stemma.internal.chunks;

import io.stemma.internal.base.Hash;
import io.stemma.internal.chunk.Chunker;
import io.stemma.internal.chunk.CodecChoice;
import io.stemma.internal.format.v1.ChunkRef;
import io.stemma.internal.format.v1.Kind;
import java.io.IOException;
import java.io.InputStream;

/**
 * Cuts files into chunks and hands them to a sink. Memory is one buffer of two chunks, whatever the
 * length of the file. Used by one thread at a time, for one file after the other.
 */
public final class ContentWriter {
  private static final int FIRST_BUFFER = 64 << 10;
  private static final int BUFFER = 2 * Chunker.MAX;

  /** Where bytes come from. */
  @FunctionalInterface
  public interface Source {
    /** Reads at most {@code length} bytes; -1 at the end. */
    int read(byte[] into, int offset, int length) throws IOException;
  }

  private final ChunkSink sink;
  private final CodecChoice choice = new CodecChoice();

  /** Made when a file comes in pieces. */
  private byte[] buffer = new byte[0];

  /** Writes into a sink. */
  public ContentWriter(ChunkSink sink) {
    this.sink = sink;
  }

  /** Takes all that a stream gives. */
  public Content write(InputStream in) throws IOException {
    return write(in::read);
  }

  /** Takes bytes that are in memory. */
  public Content write(byte[] bytes) {
    choice.reset();
    ChunkListWriter list = new ChunkListWriter(sink);
    int at = 0;
    while (at < bytes.length) {
      int cut = Chunker.cut(bytes, at, bytes.length - at);
      list.add(chunk(bytes, at, cut, at));
      at += cut;
    }
    return list.finish();
  }

  /** Takes all that a source gives. */
  public Content write(Source in) throws IOException {
    choice.reset();
    return append(new ChunkListWriter(sink), 0, in);
  }

  private Content append(ChunkListWriter list, long begin, Source in) throws IOException {
    long position = begin;
    int from = 0;
    int to = 0;
    boolean ended = false;
    while (true) {
      while (!ended && to - from < Chunker.MAX) {
        if (to == buffer.length) {
          makeRoom(from, to);
          to -= from;
          from = 0;
        }
        int count = in.read(buffer, to, buffer.length - to);
        ended = count < 0;
        to += Math.max(0, count);
      }
      if (from == to) {
        return list.finish();
      }
      int cut = Chunker.cut(buffer, from, to - from);
      list.add(chunk(buffer, from, cut, position));
      from += cut;
      position += cut;
    }
  }

  private void makeRoom(int from, int to) {
    byte[] target =
        to - from > buffer.length / 2 || from == 0
            ? new byte[Math.max(FIRST_BUFFER, Math.min(BUFFER, 4 * buffer.length))]
            : buffer;
    System.arraycopy(buffer, from, target, 0, to - from);
    buffer = target;
  }

  private ChunkRef chunk(byte[] bytes, int offset, int length, long position) {
    Hash id = sink.write(Kind.DATA, bytes, offset, length, position, choice);
    return new ChunkRef(id, length);
  }

  /**
   * The content of a file with more bytes at its end: chunks before the last are taken over.
   *
   * @param old the file
   * @param source gives its last chunk
   */
  public Content append(Content old, ChunkSource source, InputStream more) throws IOException {
    choice.reset();
    ChunkListWriter list = new ChunkListWriter(sink);
    ChunkCursor cursor = new ChunkCursor(source, old);
    long lastBegin = 0;
    byte[] tail = new byte[0];
    while (cursor.next()) {
      if (cursor.end() == old.length()) {
        lastBegin = cursor.begin();
        tail = source.read(Kind.DATA, cursor.chunk().id());
      } else {
        list.add(cursor.chunk());
      }
    }
    byte[] last = tail;
    int[] given = {0};
    Source joined =
        (into, offset, length) -> {
          int n = Math.min(length, last.length - given[0]);
          if (n > 0) {
            System.arraycopy(last, given[0], into, offset, n);
            given[0] += n;
            return n;
          }
          return more.read(into, offset, length);
        };
    return append(list, lastBegin, joined);
  }
}
