package io.stemma.signal;

import io.stemma.signal.SignalFormatException.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Signal files of one and of two dimensions.
 *
 * @param header what the file says of itself
 * @param times the times of its samples or rows
 * @param samples its samples, row by row
 */
record SignalFile(FileHeader header, TimeBase times, SampleStore samples) {
  /** Reads the header. */
  static SignalFile open(Path path) throws IOException {
    FileHeader header;
    try (SeekableByteChannel channel = Files.newByteChannel(path)) {
      header = HeaderReader.read(channel, path.toString());
    }
    FileSamples.Identity identity =
        channel -> HeaderReader.read(channel, path.toString()).equals(header);
    TimeBase times =
        header.listed()
            ? listed(
                header,
                new FileSamples(
                    path, identity, header.length(), ElementType.FLOAT64, header.rows()))
            : new UniformTimes(header.origin(), header.step(), header.first());
    return new SignalFile(
        header,
        times,
        new FileSamples(path, identity, header.samplesAt(), header.type(), header.samples()));
  }

  private static ListedTimes listed(FileHeader header, SampleStore store) {
    boolean none = header.rows() == 0;
    double first = none ? Double.NaN : header.origin();
    return new ListedTimes(store, 0, header.rows(), first, none ? Double.NaN : header.step());
  }

  /** Reads all from a channel's position to its end. */
  static SignalFile load(SeekableByteChannel channel) throws IOException {
    String name = "the channel's content";
    FileHeader header = HeaderReader.read(channel, name);
    TimeBase times;
    if (header.listed()) {
      MemorySamples listed = fill(channel, ElementType.FLOAT64, header.rows(), name);
      times = listed(header, listed);
      check((ListedTimes) times);
      ByteBuffer padding = padding(header);
      Transfer.fill(channel, padding, name);
      if (!padding.rewind().equals(padding(header))) {
        throw new SignalFormatException(
            Problem.DAMAGED,
            name + " is a damaged signal: bytes are not zero between its times and its samples");
      }
    } else {
      times = new UniformTimes(header.origin(), header.step(), header.first());
    }
    return new SignalFile(header, times, fill(channel, header.type(), header.samples(), name));
  }

  private static ByteBuffer padding(FileHeader header) {
    long bytes = header.rows() * Double.BYTES;
    return ByteBuffer.allocate((int) (FileHeader.padded(bytes) - bytes));
  }

  private static MemorySamples fill(
      SeekableByteChannel channel, ElementType type, long length, String name) throws IOException {
    MemorySamples.Builder samples = new MemorySamples.Builder(type, length);
    while (samples.hasNext()) {
      Transfer.fill(channel, samples.next(), name);
    }
    return samples.build();
  }

  private static void check(ListedTimes times) throws IOException {
    ListedTimes.Check check = times.new Check();
    try (SampleCursor cursor = times.cursor()) {
      while (cursor.next()) {
        check.accept(cursor.bytes(), cursor.index());
      }
    } catch (UncheckedIOException e) {
      throw Objects.requireNonNull(e.getCause());
    }
  }

  SignalFile requireDimensions(int dimensions, String name) throws SignalFormatException {
    if (header.twoDimensional() == (dimensions == 2)) {
      return this;
    }
    throw new SignalFormatException(
        Problem.OTHER_DIMENSIONS,
        name
            + (dimensions == 2
                ? " is a signal of one dimension; read it with Signal.read"
                : " is a signal of two dimensions; read it with Signal2D.read"));
  }

  /** Creates a file, or writes it over. */
  static void write(FileHeader header, TimeBase times, Signal samples, Path path)
      throws IOException {
    try (SampleCursor listed = listed(times); // both before the target is emptied
        SampleCursor cursor = samples.cursor();
        WritableByteChannel channel =
            Files.newByteChannel(
                path,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE)) {
      Transfer.drain(ByteBuffer.wrap(header.encode()), channel);
      write(header, times, listed, channel);
      write(cursor, channel);
    } catch (UncheckedIOException e) {
      throw Objects.requireNonNull(e.getCause());
    }
  }

  /** Writes to a channel, which stays open. */
  static void write(FileHeader header, TimeBase times, Signal samples, WritableByteChannel channel)
      throws IOException {
    try (SampleCursor listed = listed(times);
        SampleCursor cursor = samples.cursor()) {
      Transfer.drain(ByteBuffer.wrap(header.encode()), channel);
      write(header, times, listed, channel);
      write(cursor, channel);
    } catch (UncheckedIOException e) {
      throw Objects.requireNonNull(e.getCause());
    }
  }

  /** Times that are to be written; null if there are none. */
  private static @Nullable SampleCursor listed(TimeBase times) {
    return times instanceof ListedTimes listed ? listed.cursor() : null;
  }

  private static void write(
      FileHeader header, TimeBase times, @Nullable SampleCursor listed, WritableByteChannel channel)
      throws IOException {
    if (listed == null || !(times instanceof ListedTimes base)) {
      return;
    }
    ListedTimes.Check check = base.new Check();
    while (listed.next()) {
      check.accept(listed.bytes(), listed.index());
      Transfer.drain(listed.bytes(), channel);
    }
    Transfer.drain(padding(header), channel);
  }

  private static void write(SampleCursor samples, WritableByteChannel channel) throws IOException {
    while (samples.next()) {
      Transfer.drain(samples.bytes(), channel);
    }
  }
}
