package io.stemma.internal.output;

import io.stemma.StemmaException;
import io.stemma.internal.chunks.Content;
import io.stemma.internal.chunks.ContentOutput;
import io.stemma.internal.chunks.ContentReader;
import io.stemma.internal.path.TreePath;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.NonReadableChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import org.jspecify.annotations.Nullable;

/**
 * A file being written, which is there once it is closed. Front to back, bytes go straight into
 * chunks; whatever else is done to it goes through a temporary file, which is taken in at the end.
 * Safe for use by several threads.
 */
final class OutputChannel implements SeekableByteChannel {
  private final DatumFiles files;
  private final TreePath path;
  private final OpenMode mode;

  /** What is in the file as long as nothing was written. */
  private final Content before;

  private @Nullable ContentOutput output;
  private volatile @Nullable Spool spool;
  private long position;
  private volatile boolean closed;
  private volatile @Nullable Exception failure;

  OutputChannel(DatumFiles files, TreePath path, OpenMode mode, Content before) {
    this.files = files;
    this.path = path;
    this.mode = mode;
    this.before = before;
  }

  TreePath path() {
    return path;
  }

  OpenMode mode() {
    return mode;
  }

  /** What broke the writing off; null if nothing did. */
  @Nullable Exception failure() {
    return failure;
  }

  void checkOpen() throws ClosedChannelException {
    files.life().check();
    if (closed) {
      throw new ClosedChannelException();
    }
  }

  /** Half a file must not be taken for a whole one: closing it does not stage it any more. */
  private IOException failed(Exception e) {
    failure = e;
    if (e instanceof StemmaException) {
      return OutputFailures.of(path, e);
    } else if (e instanceof RuntimeException runtime) {
      throw runtime;
    }
    return e instanceof IOException io ? io : OutputFailures.of(path, e);
  }

  private long length() throws IOException {
    Spool temporary = spool;
    if (temporary != null) {
      return temporary.length();
    }
    return output != null ? output.length() : before.length();
  }

  /** The temporary file, made and filled when it is needed first. */
  private Spool spooled() throws IOException {
    Spool known = spool;
    if (known != null) {
      return known;
    }
    Content content = output != null ? output.finish() : before;
    Spool made = Spool.create(files.scratch());
    spool = made;
    if (files.life().isOver()) {
      abandon(); // Whoever ended it may not have seen it.
      files.life().check();
    }
    made.fill(new ContentReader(files.sink(), content));
    output = null;
    return made;
  }

  void checkWritable() throws ClosedChannelException {
    checkOpen();
    if (!mode.write()) {
      throw new NonWritableChannelException();
    }
  }

  /** Makes ready for writing at the position; null if that goes straight into chunks. */
  private @Nullable Spool target() throws IOException {
    if (mode.append()) {
      position = length();
    }
    return spool != null || mode.read() || position != length() ? spooled() : null;
  }

  /** What takes bytes at the end. */
  private ContentOutput output() {
    ContentOutput known = output;
    if (known == null) {
      known =
          before.length() == 0
              ? new ContentOutput(files.sink())
              : new ContentOutput(files.sink(), before);
      output = known;
    }
    return known;
  }

  @Override
  public synchronized int write(ByteBuffer bytes) throws IOException {
    checkWritable();
    int count = bytes.remaining();
    if (count == 0) {
      return 0;
    }
    try {
      Spool temporary = target();
      if (temporary == null) {
        output().write(bytes);
      } else {
        temporary.write(bytes, position);
      }
    } catch (IOException | RuntimeException e) {
      throw failed(e);
    }
    position += count;
    return count;
  }

  /** Writes one byte; cheap enough for streams that nobody buffers. */
  synchronized void write(int b) throws IOException {
    ContentOutput known = output;
    if (known == null || mode.read() || position != known.length()) {
      write(ByteBuffer.wrap(new byte[] {(byte) b}));
      return;
    }
    checkOpen();
    try {
      known.write(b);
    } catch (RuntimeException e) {
      throw failed(e);
    }
    position++;
  }

  @Override
  public synchronized int read(ByteBuffer into) throws IOException {
    checkOpen();
    if (!mode.read()) {
      throw new NonReadableChannelException();
    }
    try {
      int count = into.hasRemaining() ? spooled().read(into, position) : 0;
      position += Math.max(0, count);
      return count;
    } catch (StemmaException e) {
      throw failed(e);
    }
  }

  @Override
  public synchronized long position() throws IOException {
    checkOpen();
    return position;
  }

  @Override
  public synchronized OutputChannel position(long newPosition) throws IOException {
    checkOpen();
    if (newPosition < 0) {
      throw new IllegalArgumentException("negative position: " + newPosition);
    }
    position = newPosition;
    return this;
  }

  @Override
  public synchronized long size() throws IOException {
    checkOpen();
    return length();
  }

  @Override
  public synchronized OutputChannel truncate(long size) throws IOException {
    checkWritable();
    if (size < 0) {
      throw new IllegalArgumentException("negative size: " + size);
    }
    try {
      if (size < length()) {
        spooled().channel().truncate(size);
      }
    } catch (IOException | RuntimeException e) {
      throw failed(e);
    }
    position = Math.min(position, size);
    return this;
  }

  /** The temporary file as it is, for whoever does with it what only a file can. */
  synchronized FileChannel file() throws IOException {
    checkOpen();
    try {
      return spooled().channel();
    } catch (IOException | RuntimeException e) {
      throw failed(e);
    }
  }

  @Override
  public boolean isOpen() {
    return !closed && !files.life().isOver();
  }

  /** Stages the file, unless writing it has failed before. */
  @Override
  public synchronized void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    try (Spool temporary = spool) {
      files.life().check();
      if (mode.deleteOnClose()) {
        files.dropped(this);
      } else if (!mode.write()) {
        files.closed(this);
      } else if (failure == null) {
        Content content =
            temporary != null
                ? temporary.takeIn(files.sink())
                : output != null ? output.finish() : before;
        files.written(this, content);
      }
    } catch (IOException | RuntimeException e) {
      throw failed(e);
    } finally {
      output = null;
    }
  }

  /** Gives up the temporary file, also while it is being used: the datum has ended. */
  void abandon() {
    try {
      Spool temporary = spool;
      if (temporary != null) {
        temporary.close();
      }
    } catch (IOException e) {
      // It goes with its directory.
      return;
    }
  }
}
