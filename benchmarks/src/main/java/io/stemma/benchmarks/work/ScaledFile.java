package io.stemma.benchmarks.work;

import io.stemma.Datum;
import io.stemma.Output;
import io.stemma.Transformation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.nio.channels.ByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;

/**
 * Multiplies the 16-bit samples of all files of a shot.
 *
 * @param factor by what
 */
public record ScaledFile(int factor) implements Transformation {
  private static final int BUFFER = 1 << 20;

  @Override
  public void apply(Datum in, Output out) throws IOException {
    try (Stream<Path> files = Files.list(in.path())) {
      for (Path file : files.toList()) {
        scale(file, out.path(String.valueOf(file.getFileName())));
      }
    }
  }

  /** The same on any two paths. */
  public void scale(Path from, Path to) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER).order(ByteOrder.LITTLE_ENDIAN);
    try (ByteChannel source = Files.newByteChannel(from);
        ByteChannel target =
            Files.newByteChannel(to, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      while (source.read(buffer) >= 0) {
        buffer.flip();
        int whole = buffer.remaining() & ~1;
        ShortBuffer samples = buffer.slice(0, whole).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer();
        for (int i = 0; i < samples.limit(); i++) {
          samples.put(i, (short) (samples.get(i) * factor));
        }
        buffer.limit(whole);
        while (buffer.hasRemaining()) {
          target.write(buffer);
        }
        buffer.limit(buffer.capacity()).position(0);
      }
    }
  }
}
