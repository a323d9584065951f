package io.stemma.internal.chunks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;

/** Reads a file at any position. */
public final class ContentChannel implements SeekableByteChannel {
  private static final int PIECE = 1 << 16;

  private final ContentReader content;
  private long position;
  private volatile boolean open = true;

  /** Begins at the front. */
  public ContentChannel(ContentReader content) {
    this.content = content;
  }

  private void checkOpen() throws ClosedChannelException {
    if (!open) {
      throw new ClosedChannelException();
    }
  }

  @Override
  public synchronized int read(ByteBuffer into) throws IOException {
    checkOpen();
    if (!into.hasRemaining()) {
      return 0;
    }
    int count;
    if (into.hasArray()) {
      int at = into.arrayOffset() + into.position();
      count = content.read(position, into.array(), at, into.remaining());
      into.position(into.position() + Math.max(0, count));
    } else {
      count = readDirect(into);
    }
    position += Math.max(0, count);
    return count;
  }

  private int readDirect(ByteBuffer into) {
    byte[] piece = new byte[Math.min(PIECE, into.remaining())];
    int done = 0;
    while (into.hasRemaining()) {
      int n = content.read(position + done, piece, 0, Math.min(piece.length, into.remaining()));
      if (n < 0) {
        break;
      }
      into.put(piece, 0, n);
      done += n;
    }
    return done == 0 ? -1 : done;
  }

  @Override
  public int write(ByteBuffer from) {
    throw new NonWritableChannelException();
  }

  @Override
  public synchronized long position() throws IOException {
    checkOpen();
    return position;
  }

  @Override
  public synchronized SeekableByteChannel position(long newPosition) throws IOException {
    checkOpen();
    if (newPosition < 0) {
      throw new IllegalArgumentException("negative position: " + newPosition);
    }
    position = newPosition;
    return this;
  }

  @Override
  public long size() throws IOException {
    checkOpen();
    return content.length();
  }

  @Override
  public SeekableByteChannel truncate(long size) {
    throw new NonWritableChannelException();
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public void close() {
    open = false;
  }
}
