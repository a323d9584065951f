package io.stemma.benchmarks.work;

import io.stemma.Datum;
import io.stemma.Output;
import io.stemma.Transformation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.ShortBuffer;
import java.nio.channels.ByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;

/**
 * Multiplies the samples of all files of a shot, which are of the type that the files' names say.
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

  /** The same on any two paths; files are of whole samples of 8 bytes. */
  public void scale(Path from, Path to) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER).order(ByteOrder.LITTLE_ENDIAN);
    try (ByteChannel source = Files.newByteChannel(from);
        ByteChannel target =
            Files.newByteChannel(to, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      while (fill(source, buffer)) {
        buffer.flip();
        scale(from.toString(), buffer);
        while (buffer.hasRemaining()) {
          target.write(buffer);
        }
        buffer.clear();
      }
    }
  }

  private static boolean fill(ByteChannel source, ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining() && source.read(buffer) >= 0) {}
    return buffer.position() > 0;
  }

  private void scale(String name, ByteBuffer buffer) {
    ByteBuffer samples = buffer.slice().order(ByteOrder.LITTLE_ENDIAN);
    if (name.endsWith("16")) {
      ShortBuffer shorts = samples.asShortBuffer();
      for (int i = 0; i < shorts.limit(); i++) {
        shorts.put(i, (short) (shorts.get(i) * factor));
      }
    } else if (name.endsWith("32")) {
      FloatBuffer floats = samples.asFloatBuffer();
      for (int i = 0; i < floats.limit(); i++) {
        floats.put(i, floats.get(i) * factor);
      }
    } else {
      DoubleBuffer doubles = samples.asDoubleBuffer();
      for (int i = 0; i < doubles.limit(); i++) {
        doubles.put(i, doubles.get(i) * factor);
      }
    }
  }
}
