package io.stemma.internal.nio;

import io.stemma.Commit;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.jspecify.annotations.Nullable;

/**
 * A file of a commit for reading. Reads at positions run in several threads at once: each takes one
 * of a few channels of the commit, of which each keeps what it decoded last.
 *
 * <p>{@link #map} is unsupported: what it returns must be backed by a file of the operating system,
 * and there is none. Readers fall back on reading.
 */
final class StemmaFileChannel extends FileChannel {
  private static final int PIECE = 1 << 16;

  private final StemmaPath path;
  private final long size;
  private final ConcurrentLinkedDeque<SeekableByteChannel> idle = new ConcurrentLinkedDeque<>();
  private final Object positionLock = new Object();
  private long position;

  StemmaFileChannel(StemmaPath path) throws IOException {
    this.path = path;
    SeekableByteChannel first = newChannel();
    this.size = first.size();
    idle.push(first);
  }

  private SeekableByteChannel newChannel() throws IOException {
    return path.getFileSystem().call(path, Commit::newByteChannel);
  }

  private void checkOpen() throws IOException {
    if (!isOpen()) {
      throw new java.nio.channels.ClosedChannelException();
    }
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    synchronized (positionLock) {
      int count = read(into, position);
      position += Math.max(0, count);
      return count;
    }
  }

  @Override
  public int read(ByteBuffer into, long from) throws IOException {
    if (from < 0) {
      throw new IllegalArgumentException("negative position: " + from);
    }
    checkOpen();
    path.getFileSystem().checkOpen();
    SeekableByteChannel taken = idle.poll();
    SeekableByteChannel channel = taken == null ? newChannel() : taken;
    int count;
    try {
      count = channel.position(from).read(into);
    } catch (RuntimeException e) {
      throw Failures.of(path, e);
    }
    idle.push(channel);
    return count;
  }

  @Override
  public long read(ByteBuffer[] into, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, into.length);
    synchronized (positionLock) {
      checkOpen();
      long done = 0;
      for (int i = offset; i < offset + length; i++) {
        int count = into[i].hasRemaining() ? read(into[i]) : 0;
        if (count < 0) {
          return done == 0 ? -1 : done;
        }
        done += count;
        if (into[i].hasRemaining()) {
          break;
        }
      }
      return done;
    }
  }

  @Override
  public long transferTo(long from, long count, WritableByteChannel target) throws IOException {
    if (from < 0 || count < 0) {
      throw new IllegalArgumentException("negative position or count: " + from + ", " + count);
    }
    checkOpen();
    ByteBuffer piece = ByteBuffer.allocate((int) Math.min(count, PIECE));
    long done = 0;
    while (done < count) {
      piece.clear().limit((int) Math.min(piece.capacity(), count - done));
      if (read(piece, from + done) < 0) {
        break;
      }
      int written = target.write(piece.flip());
      done += written;
      if (piece.hasRemaining()) {
        break;
      }
    }
    return done;
  }

  @Override
  public long position() throws IOException {
    checkOpen();
    synchronized (positionLock) {
      return position;
    }
  }

  @Override
  public FileChannel position(long newPosition) throws IOException {
    checkOpen();
    if (newPosition < 0) {
      throw new IllegalArgumentException("negative position: " + newPosition);
    }
    synchronized (positionLock) {
      position = newPosition;
    }
    return this;
  }

  @Override
  public long size() throws IOException {
    checkOpen();
    return size;
  }

  @Override
  public void force(boolean metadata) throws IOException {
    checkOpen();
  }

  @Override
  public MappedByteBuffer map(MapMode mode, long from, long length) {
    throw new UnsupportedOperationException(
        path + " is in a commit and cannot be mapped to memory; read it, or export it first");
  }

  /** A file of a commit never changes: a shared lock is always there to be had. */
  @Override
  public FileLock lock(long from, long length, boolean shared) throws IOException {
    checkOpen();
    if (!shared) {
      throw new NonWritableChannelException();
    }
    return new SharedLock(this, from, length);
  }

  @Override
  public FileLock tryLock(long from, long length, boolean shared) throws IOException {
    return lock(from, length, shared);
  }

  @Override
  public int write(ByteBuffer from) {
    throw new NonWritableChannelException();
  }

  @Override
  public int write(ByteBuffer from, long to) {
    throw new NonWritableChannelException();
  }

  @Override
  public long write(ByteBuffer[] from, int offset, int length) {
    throw new NonWritableChannelException();
  }

  @Override
  public long transferFrom(ReadableByteChannel source, long to, long count) {
    throw new NonWritableChannelException();
  }

  @Override
  public FileChannel truncate(long to) {
    throw new NonWritableChannelException();
  }

  @Override
  protected void implCloseChannel() throws IOException {
    @Nullable SeekableByteChannel channel = idle.poll();
    while (channel != null) {
      channel.close();
      channel = idle.poll();
    }
  }

  private static final class SharedLock extends FileLock {
    private volatile boolean released;

    SharedLock(FileChannel channel, long from, long length) {
      super(channel, from, length, true);
    }

    @Override
    public boolean isValid() {
      return !released && acquiredBy().isOpen();
    }

    @Override
    public void release() {
      released = true;
    }
  }
}
