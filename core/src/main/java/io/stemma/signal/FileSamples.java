package io.stemma.signal;

import io.stemma.signal.SignalFormatException.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Samples in a file, which is opened for every operation and closed after it. What a header says is
 * compared each time, so that another signal in the same place is an error, not garbage.
 */
final class FileSamples implements SampleStore {
  /** How many samples around a single one are read and kept. */
  private static final int NEIGHBOURS = 2048;

  private final Path path;
  private final SignalHeader header;
  private volatile @Nullable Neighbours recent;

  private FileSamples(Path path, SignalHeader header) {
    this.path = path;
    this.header = header;
  }

  static FileSamples open(Path path) throws IOException {
    try (SeekableByteChannel channel = Files.newByteChannel(path)) {
      return new FileSamples(path, SignalHeader.read(channel, path.toString()));
    }
  }

  SignalHeader header() {
    return header;
  }

  Path path() {
    return path;
  }

  /** Whether a path leads to this file. */
  boolean isIn(Path other) throws IOException {
    return Files.exists(path) && Files.isSameFile(path, other);
  }

  @Override
  public Reader open() throws IOException {
    SeekableByteChannel channel = Files.newByteChannel(path);
    try {
      if (!SignalHeader.read(channel, path.toString()).equals(header)) {
        throw new SignalFormatException(
            Problem.CHANGED,
            path + " was written over by another signal since it was opened; open it again");
      }
      return new ChannelReader(channel, channel.position());
    } catch (Throwable e) {
      channel.close();
      throw e;
    }
  }

  @Override
  public double value(long index) throws IOException {
    Neighbours known = recent;
    long first = index / NEIGHBOURS * NEIGHBOURS;
    if (known == null || known.first != first) {
      int count = (int) Math.min(NEIGHBOURS, header.length() - first);
      ByteBuffer bytes =
          ByteBuffer.allocate(count * header.type().bytes()).order(ByteOrder.LITTLE_ENDIAN);
      try (Reader reader = open()) {
        reader.read(first, bytes);
      }
      known = new Neighbours(first, bytes);
      recent = known;
    }
    return SampleCodec.decode(
        header.type(), known.bytes, (int) (index - first) * header.type().bytes());
  }

  private record Neighbours(long first, ByteBuffer bytes) {}

  private final class ChannelReader implements Reader {
    private final SeekableByteChannel channel;
    private final long firstSample;

    private ChannelReader(SeekableByteChannel channel, long firstSample) {
      this.channel = channel;
      this.firstSample = firstSample;
    }

    @Override
    public void read(long from, ByteBuffer target) throws IOException {
      channel.position(firstSample + from * header.type().bytes());
      Transfer.fill(channel, target, path.toString());
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
