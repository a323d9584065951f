package io.stemma.internal.engine;

import io.stemma.internal.chunks.ChunkSink;
import io.stemma.internal.chunks.Content;
import io.stemma.internal.chunks.ContentOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;
import java.util.function.Consumer;

/** A file being written piece by piece; it is handed over when it is closed. */
final class ContentOutputStream extends OutputStream {
  private final ContentOutput output;
  private final Consumer<Content> finished;
  private final Runnable open;
  private boolean closed;

  /**
   * Begins an empty file.
   *
   * @param open throws an IllegalStateException once nothing more is taken
   */
  ContentOutputStream(ChunkSink sink, Runnable open, Consumer<Content> finished) {
    this.open = open;
    this.output = new ContentOutput(sink);
    this.finished = finished;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    if (closed) {
      throw new IOException("the stream is closed");
    }
    checkOpen();
    try {
      output.write(bytes, offset, length);
    } catch (IllegalStateException e) {
      checkOpen(); // It may have ended meanwhile.
      throw e;
    }
  }

  private void checkOpen() throws IOException {
    try {
      open.run();
    } catch (IllegalStateException e) {
      closed = true;
      throw new IOException("the file cannot be written: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() throws IOException {
    if (!closed) {
      checkOpen();
      closed = true;
      try {
        finished.accept(output.finish());
      } catch (IllegalStateException e) {
        checkOpen();
        throw e;
      }
    }
  }
}
