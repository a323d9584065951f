package io.stemma.internal.cache;

import io.stemma.storage.ObjectRange;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The ranges of one object that are kept, in one file. Pieces are only ever appended, by any
 * process; each process reads the headers that came since it last looked. Another file under the
 * name, or one that became shorter, is read from its beginning.
 *
 * <p>Safe for use by several threads, which read bytes at the same time.
 */
final class CachedObject implements AutoCloseable {
  private static final long TOUCH_MILLIS = 60_000;

  /** So many pieces of one object are known at most; then its file begins anew. */
  static final int MAX_PIECES = 32_768;

  private final CacheDirectory directory;
  private final Path file;
  private final byte[] name;
  private final TreeMap<Long, Piece> pieces = new TreeMap<>();
  private @Nullable FileChannel channel;
  private @Nullable Object fileKey;
  private long scanned;
  private long objectLength = -1;
  private long touched;
  private long tornSize = -1;
  private boolean closed;

  /** The file holds something else than pieces of this object. */
  private static final class DamagedCopyException extends IOException {
    private static final long serialVersionUID = 1L;

    DamagedCopyException(String message) {
      super(message);
    }
  }

  private record Plan(FileChannel channel, List<Piece> pieces, int length) {}

  CachedObject(CacheDirectory directory, Path file, byte[] name) {
    this.directory = directory;
    this.file = file;
    this.name = name;
  }

  synchronized int count() {
    return pieces.size();
  }

  /**
   * Reads a range if all of it is kept. What is damaged is dropped.
   *
   * @return the range, or null
   * @throws IOException if the file cannot be read
   */
  @Nullable ObjectRange read(long offset, int length, long now) throws IOException {
    Plan plan = null;
    try {
      plan = plan(offset, length);
      if (plan == null) {
        return null;
      }
      byte[] bytes = new byte[plan.length];
      for (Piece piece : plan.pieces) {
        copy(plan.channel, piece, offset, bytes);
      }
      touch(now);
      return new ObjectRange(ByteBuffer.wrap(bytes), plan.pieces.get(0).objectLength());
    } catch (DamagedCopyException e) {
      drop(plan);
      return null;
    }
  }

  private synchronized @Nullable Plan plan(long offset, int length) throws IOException {
    FileChannel open = refreshed();
    if (open == null || offset >= objectLength) {
      return null;
    }
    List<Piece> found = new ArrayList<>();
    int count = (int) Math.min(length, objectLength - offset);
    long end = offset + count;
    for (long at = offset; at < end; ) {
      Map.Entry<Long, Piece> piece = pieces.floorEntry(at);
      if (piece == null || piece.getValue().end() <= at) {
        return null;
      }
      found.add(piece.getValue());
      at = piece.getValue().end();
    }
    return new Plan(open, found, count);
  }

  private void copy(FileChannel from, Piece piece, long offset, byte[] into) throws IOException {
    int at = (int) (piece.offset() - offset);
    boolean whole = at >= 0 && at + piece.length() <= into.length;
    ByteBuffer bytes =
        whole ? ByteBuffer.wrap(into, at, piece.length()) : ByteBuffer.allocate(piece.length());
    directory.read(from, bytes, piece.position());
    if (bytes.hasRemaining()) {
      throw new DamagedCopyException("cut");
    }
    bytes.position(whole ? at : 0);
    if (Piece.checksum(bytes.duplicate()) != piece.crc()) {
      throw new DamagedCopyException("damaged");
    }
    if (!whole) {
      int skip = Math.max(0, -at);
      int count = Math.min(piece.length() - skip, into.length - Math.max(0, at));
      System.arraycopy(bytes.array(), skip, into, Math.max(0, at), count);
    }
  }

  /** The file as it is now, with all its headers read; null if there is none. */
  private @Nullable FileChannel refreshed() throws IOException {
    if (closed) {
      return null;
    }
    Optional<BasicFileAttributes> found = directory.look(file);
    if (found.isEmpty()) {
      reset();
      return null;
    }
    FileChannel open = channel;
    if (open == null
        || !open.isOpen()
        || !Objects.equals(fileKey, found.get().fileKey())
        || found.get().size() < scanned) {
      reset();
      open = directory.open(file);
      channel = open;
      fileKey = found.get().fileKey();
    }
    if (found.get().size() > scanned) {
      scan(open, found.get().size());
    }
    return open;
  }

  /** Reads the headers of pieces that are there whole. */
  private void scan(FileChannel open, long size) throws IOException {
    byte[] header = new byte[Piece.HEADER];
    while (size - scanned >= Piece.HEADER && pieces.size() < MAX_PIECES) {
      ByteBuffer into = ByteBuffer.wrap(header);
      directory.read(open, into, scanned);
      if (into.hasRemaining()) {
        throw new EOFException("cut while it was read");
      }
      Piece piece = Piece.decode(name, header, scanned + Piece.HEADER);
      if (piece == null || objectLength >= 0 && piece.objectLength() != objectLength) {
        throw new DamagedCopyException("no piece of this object");
      }
      if (piece.position() + piece.length() > size) {
        return; // still being written, or never finished
      }
      objectLength = piece.objectLength();
      pieces.merge(piece.offset(), piece, (a, b) -> b.length() >= a.length() ? b : a);
      scanned = piece.position() + piece.length();
    }
  }

  /**
   * Keeps a range, in pieces; those that are there already are passed over.
   *
   * @param most where the file would become longer than this it begins anew
   */
  synchronized void add(long offset, ByteBuffer bytes, long length, long most) throws IOException {
    if (closed) {
      return;
    }
    try {
      refreshed();
    } catch (DamagedCopyException e) {
      drop(null);
    }
    long size = directory.look(file).map(BasicFileAttributes::size).orElse(0L);
    boolean torn = size != scanned;
    boolean other = objectLength >= 0 && objectLength != length;
    if (other
        || torn && size == tornSize
        || scanned + bytes.remaining() > most
        || pieces.size() >= MAX_PIECES) {
      drop(null);
    } else if (torn) {
      tornSize = size; // Somebody is writing, or began to and never finished.
      return;
    }
    long at = offset;
    ByteBuffer rest = bytes.duplicate();
    while (rest.hasRemaining()) {
      int count = Math.min(Piece.MAX, rest.remaining());
      Piece there = pieces.get(at);
      if (there == null || there.length() < count) {
        directory.append(file, Piece.encode(name, at, length, rest.slice(rest.position(), count)));
      }
      rest.position(rest.position() + count);
      at += count;
    }
  }

  private void touch(long now) {
    synchronized (this) {
      if (now - touched < TOUCH_MILLIS) {
        return;
      }
      touched = now;
    }
    try {
      directory.touch(file, now);
    } catch (IOException e) {
      return; // It is gone, or counts as older than it is.
    }
  }

  /** Removes the file and what is known of it; of a plan, only if it is still the same file. */
  private synchronized void drop(@Nullable Plan plan) throws IOException {
    if (plan == null || plan.channel.equals(channel)) {
      reset();
      directory.delete(file);
    }
  }

  /** Removes the file. */
  synchronized void forget() throws IOException {
    drop(null);
  }

  private void reset() {
    FileChannel open = channel;
    channel = null;
    fileKey = null;
    pieces.clear();
    scanned = 0;
    objectLength = -1;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        return; // Nothing was written through it.
      }
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    reset();
  }
}
