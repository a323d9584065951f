package io.stemma.internal.engine;

import io.stemma.internal.chunks.ContentReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** A file of a commit, front to back. */
final class ContentInputStream extends InputStream {
  private final ContentReader content;
  private long position;
  private boolean closed;

  ContentInputStream(ContentReader content) {
    this.content = content;
  }

  private void checkOpen() throws IOException {
    if (closed) {
      throw new IOException("the stream is closed");
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, into.length);
    checkOpen();
    if (length == 0) {
      return 0;
    }
    int count = content.read(position, into, offset, length);
    position += Math.max(0, count);
    return count;
  }

  @Override
  public long skip(long count) throws IOException {
    checkOpen();
    long skipped = Math.max(0, Math.min(count, content.length() - position));
    position += skipped;
    return skipped;
  }

  @Override
  public int available() throws IOException {
    checkOpen();
    return (int) Math.min(Integer.MAX_VALUE, content.length() - position);
  }

  @Override
  public void close() {
    closed = true;
  }
}
