package io.stemma.internal.files;

import com.sun.nio.file.ExtendedOpenOption;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A large file, written past the page cache ({@code O_DIRECT}) by a thread of its own. A file that
 * is about to be forced gains nothing from the cache: the kernel would find pages for it, copy the
 * bytes there, and write them from there at once. Whatever the file system cannot write so, among
 * it the end of most files, it gets the usual way.
 *
 * <p>Used by one thread at a time. Interrupts do not end its writes.
 */
public final class UncachedFile implements AutoCloseable {
  /** Bytes are written in pieces of this size; for less, all this is not worth while. */
  public static final int PIECE = AlignedBuffers.PIECE;

  private static final ThreadPoolExecutor THREADS =
      new ThreadPoolExecutor(
          0,
          Integer.MAX_VALUE,
          5,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          UncachedFile::daemon);

  /** How the same file is written through the cache. */
  @FunctionalInterface
  public interface Usual {
    /** Writes all remaining bytes to a position of the file. */
    void write(ByteBuffer bytes, long position) throws IOException;
  }

  private final Usual usual;
  private final FileChannel direct;
  private final AlignedBuffers buffers;
  private ByteBuffer filling;
  private ByteBuffer other;
  private long position;
  private boolean refused;
  private boolean failed;
  private boolean closed;
  private @Nullable Future<?> writing;

  UncachedFile(Usual usual, FileChannel direct, AlignedBuffers buffers) {
    this.usual = usual;
    this.direct = direct;
    this.buffers = buffers;
    this.filling = buffers.first.clear();
    this.other = buffers.second.clear();
  }

  private static Thread daemon(Runnable work) {
    Thread made = new Thread(work, "stemma-write");
    made.setDaemon(true);
    return made;
  }

  /**
   * Begins at the start of a file that is there.
   *
   * @return null if the file system has no way past its cache, or others use all memory for it
   */
  public static @Nullable UncachedFile open(Path file, Usual usual) {
    AlignedBuffers buffers = AlignedBuffers.take();
    if (buffers == null) {
      return null;
    }
    try {
      FileChannel direct =
          FileChannel.open(file, StandardOpenOption.WRITE, ExtendedOpenOption.DIRECT);
      return new UncachedFile(usual, direct, buffers);
    } catch (IOException | UnsupportedOperationException e) {
      AlignedBuffers.giveBack(buffers);
      return null;
    }
  }

  /** Appends all remaining bytes; the last of them wait for {@link #close}. */
  public void write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      int part = Math.min(bytes.remaining(), filling.remaining());
      filling.put(filling.position(), bytes, bytes.position(), part);
      filling.position(filling.position() + part);
      bytes.position(bytes.position() + part);
      if (!filling.hasRemaining()) {
        handOver();
      }
    }
  }

  private void handOver() throws IOException {
    await();
    ByteBuffer full = filling.flip();
    filling = other;
    other = full;
    long at = position;
    position += PIECE;
    failed = true; // if there is no thread for it
    writing = THREADS.submit(() -> writeWhole(full, at));
    failed = false;
  }

  private @Nullable Void writeWhole(ByteBuffer full, long at) throws IOException {
    if (!refused) {
      try {
        long end = at;
        while (full.hasRemaining()) {
          end += direct.write(full, end);
        }
      } catch (IOException e) {
        if (at > 0) {
          throw e;
        }
        refused = true; // it can be opened so, but not written
        full.rewind();
      }
    }
    if (refused) {
      usual.write(full, at);
    }
    full.clear();
    return null;
  }

  /** Waits until the other buffer is written, whatever interrupts. */
  private void await() throws IOException {
    Future<?> task = writing;
    boolean interrupted = false;
    try {
      while (task != null) {
        try {
          task.get();
          task = null;
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } catch (ExecutionException e) {
      failed = true;
      Throwable cause = e.getCause();
      throw new IOException(
          cause instanceof IOException ? cause.getMessage() : String.valueOf(cause), cause);
    } finally {
      writing = null;
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /**
   * Writes what waits, and ends this.
   *
   * @throws IOException if any of the bytes are not in the file; also when called again then
   */
  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      boolean whole = false;
      try {
        try (direct) {
          end();
        }
        whole = true;
      } finally {
        failed = !whole;
        AlignedBuffers.giveBack(buffers);
      }
    } else if (failed) {
      throw new IOException("an earlier write failed, so the file is not whole");
    }
  }

  private void end() throws IOException {
    await();
    if (failed) {
      throw new IOException("an earlier write failed, so the file is not whole");
    }
    usual.write(filling.flip(), position);
  }
}
