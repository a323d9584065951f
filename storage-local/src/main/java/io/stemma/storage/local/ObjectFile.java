package io.stemma.storage.local;

import io.stemma.storage.ObjectRange;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Reads from the file of an object, whether or not the thread is interrupted. What one thread reads
 * others wait for, as it goes into caches, so an interrupt must not break it off.
 *
 * <p>A {@link FileChannel} is closed by an interrupt; then a {@link RandomAccessFile} reads
 * instead, which knows nothing of interrupts. It does not come first, as on Windows it would keep
 * others from deleting the file, and as it cannot tell why a file cannot be opened.
 */
final class ObjectFile {
  private final Path file;
  private final long offset;
  private final int length;

  ObjectFile(Path file, long offset, int length) {
    this.file = file;
    this.offset = offset;
    this.length = length;
  }

  /** Reads a place of an open file. */
  private interface Reading {
    int read(long position, byte[] into, int offset, int length) throws IOException;
  }

  /** The range. The file is opened each time: no slower than to ask whether it was replaced. */
  ObjectRange read() throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return range(
          channel.size(),
          (position, into, from, count) ->
              channel.read(ByteBuffer.wrap(into, from, count), position));
    } catch (ClosedByInterruptException e) {
      try (RandomAccessFile plain = new RandomAccessFile(file.toFile(), "r")) {
        plain.seek(offset);
        return range(
            plain.length(), (position, into, from, count) -> plain.read(into, from, count));
      }
    }
  }

  private ObjectRange range(long size, Reading reading) throws IOException {
    byte[] bytes = new byte[(int) Math.max(0, Math.min(length, size - offset))];
    int done = 0;
    while (done < bytes.length) {
      int step = Math.min(bytes.length - done, SystemFileCalls.TRANSFER);
      int n = reading.read(offset + done, bytes, done, step);
      if (n < 0) {
        throw new IOException(file + " became shorter while it was read; objects never change");
      }
      done += n;
    }
    return new ObjectRange(ByteBuffer.wrap(bytes), size);
  }
}
