package io.stemma.storage.local;

import com.sun.nio.file.ExtendedOpenOption;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The middle of a large file, written past the page cache ({@code O_DIRECT}) by a thread of its
 * own. A file that is about to be forced gains nothing from the cache: the kernel would find pages
 * for it, copy the bytes there, and write them from there at once. Whatever the file system cannot
 * write so, it gets the usual way.
 *
 * <p>Used by one thread at a time. Interrupts do not end its writes.
 */
final class UncachedFile implements AutoCloseable {
  /** Bytes are written in pieces of this size. */
  static final int PIECE = 1 << 20;

  /** Buffers and offsets are multiples of this where the file system asks for less. */
  private static final int LEAST_ALIGNMENT = 4096;

  private static final ThreadPoolExecutor THREADS =
      new ThreadPoolExecutor(
          0,
          Integer.MAX_VALUE,
          5,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          UncachedFile::daemon);

  private final RandomAccessFile usual;
  private final FileChannel direct;
  private ByteBuffer filling;
  private ByteBuffer other;
  private long position;
  private boolean refused;
  private boolean failed;
  private @Nullable Future<?> writing;

  private UncachedFile(RandomAccessFile usual, FileChannel direct, int alignment) {
    this.usual = usual;
    this.direct = direct;
    this.filling = aligned(alignment);
    this.other = aligned(alignment);
  }

  private static ByteBuffer aligned(int alignment) {
    return ByteBuffer.allocateDirect(PIECE + alignment).alignedSlice(alignment).limit(PIECE);
  }

  private static Thread daemon(Runnable work) {
    Thread made = new Thread(work, "stemma-write");
    made.setDaemon(true);
    return made;
  }

  /**
   * Begins at the start of a file.
   *
   * @param usual the same file, opened for writing; stays the caller's
   * @return null if the file system has no way past its cache
   */
  static @Nullable UncachedFile open(Path file, RandomAccessFile usual) {
    try {
      long block = Files.getFileStore(file).getBlockSize();
      if (block > PIECE || PIECE % block != 0) {
        return null;
      }
      FileChannel direct =
          FileChannel.open(file, StandardOpenOption.WRITE, ExtendedOpenOption.DIRECT);
      return new UncachedFile(usual, direct, (int) Math.max(LEAST_ALIGNMENT, block));
    } catch (IOException | UnsupportedOperationException e) {
      return null;
    }
  }

  /** Appends all remaining bytes; the last of them wait for {@link #close}. */
  void write(ByteBuffer bytes) throws IOException {
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
    writing = THREADS.submit(() -> writeWhole(full, at));
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
      writeUsually(full, at);
    }
    full.clear();
    return null;
  }

  private void writeUsually(ByteBuffer bytes, long at) throws IOException {
    byte[] copy = new byte[bytes.remaining()];
    bytes.get(copy);
    usual.seek(at);
    usual.write(copy);
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

  /** Writes what waits the usual way, leaves the usual file at its end, and ends this one. */
  @Override
  public void close() throws IOException {
    try (direct) {
      await();
      if (!failed) {
        filling.flip();
        writeUsually(filling, position);
      }
    }
  }
}
