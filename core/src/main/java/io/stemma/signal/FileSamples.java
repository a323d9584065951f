package io.stemma.signal;

import io.stemma.signal.SignalFormatException.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Numbers in a file, which is opened for every operation and closed after it. What is known of the
 * file is compared each time, so that another one in the same place is an error, not garbage. Files
 * of a file system that is read-only as a whole, as a commit is, stay what they are; to look at the
 * beginning again would cost as much as the slice.
 */
final class FileSamples implements SampleStore {
  private final Path path;
  private final Identity identity;
  private final long firstByte;
  private final ElementType type;
  private final boolean changes;
  private final Neighbours neighbours;

  /** Of {@code length} samples from a byte of a file. */
  FileSamples(Path path, Identity identity, long firstByte, ElementType type, long length) {
    this.path = path;
    this.identity = identity;
    this.firstByte = firstByte;
    this.type = type;
    this.changes = !path.getFileSystem().isReadOnly();
    this.neighbours = new Neighbours(type, length);
  }

  /** Knows the file that it was. */
  @FunctionalInterface
  interface Identity {
    /** Whether this is still the same file, as far as one look tells. */
    boolean matches(SeekableByteChannel channel) throws IOException;
  }

  @Override
  public Path file() {
    return path;
  }

  @Override
  public Reader open() throws IOException {
    SeekableByteChannel channel = Files.newByteChannel(path);
    try {
      if (changes && !identity.matches(channel)) {
        throw new SignalFormatException(
            Problem.CHANGED,
            path + " was written over by another signal since it was opened; open it again");
      }
      return new ChannelReader(channel);
    } catch (Throwable e) {
      channel.close();
      throw e;
    }
  }

  @Override
  public double value(long index) throws IOException {
    return neighbours.value(this, index);
  }

  private final class ChannelReader implements Reader {
    private final SeekableByteChannel channel;

    private ChannelReader(SeekableByteChannel channel) {
      this.channel = channel;
    }

    @Override
    public void read(long from, ByteBuffer target) throws IOException {
      channel.position(firstByte + from * type.bytes());
      Transfer.fill(channel, target, path.toString());
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
