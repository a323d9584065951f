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
  private boolean closed;

  ContentOutputStream(ChunkSink sink, Consumer<Content> finished) {
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
    output.write(bytes, offset, length);
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      finished.accept(output.finish());
    }
  }
}
