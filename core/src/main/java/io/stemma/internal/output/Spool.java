package io.stemma.internal.output;

import io.stemma.internal.chunks.ChunkSink;
import io.stemma.internal.chunks.Content;
import io.stemma.internal.chunks.ContentReader;
import io.stemma.internal.chunks.ContentWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file that is not written front to back, in a temporary file until it is closed. Used by one
 * thread at a time, but for closing.
 */
final class Spool implements Closeable {
  /** The JDK keeps memory outside of the heap as large as the largest piece. */
  private static final int PIECE = 256 << 10;

  private final FileChannel channel;

  private Spool(FileChannel channel) {
    this.channel = channel;
  }

  /** Makes an empty one in a directory of the local disk. */
  static Spool create(Path directory) throws IOException {
    Path file = Files.createTempFile(directory, "output-", ".tmp");
    return new Spool(
        FileChannel.open(
            file,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE));
  }

  /** The temporary file. */
  FileChannel channel() {
    return channel;
  }

  /** Puts the content of a file into the temporary one, which is empty. */
  void fill(ContentReader content) throws IOException {
    long[] position = {0};
    content.<IOException>copyTo(
        (bytes, length) -> {
          write(ByteBuffer.wrap(bytes, 0, length), position[0]);
          position[0] += length;
        });
  }

  /** Writes all that is left in a buffer. */
  void write(ByteBuffer bytes, long position) throws IOException {
    int end = bytes.limit();
    long at = position;
    try {
      while (bytes.position() < end) {
        bytes.limit(Math.min(end, bytes.position() + PIECE));
        at += channel.write(bytes, at);
      }
    } finally {
      bytes.limit(end);
    }
  }

  /** Reads at most a piece; -1 at the end. */
  int read(ByteBuffer into, long position) throws IOException {
    int limit = into.limit();
    into.limit(Math.min(limit, into.position() + PIECE));
    try {
      return channel.read(into, position);
    } finally {
      into.limit(limit);
    }
  }

  long length() throws IOException {
    return channel.size();
  }

  /** Cuts all chunks of what the temporary file holds now. */
  Content takeIn(ChunkSink sink) throws IOException {
    long[] position = {0};
    return new ContentWriter(sink)
        .write(
            (into, offset, length) -> {
              int count = read(ByteBuffer.wrap(into, offset, length), position[0]);
              position[0] += Math.max(0, count);
              return count;
            });
  }

  /** Deletes the temporary file. */
  @Override
  public void close() throws IOException {
    channel.close();
  }
}
