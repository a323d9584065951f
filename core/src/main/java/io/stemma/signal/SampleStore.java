package io.stemma.signal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where the samples of a signal and of its slices are: in memory, or in a file. */
sealed interface SampleStore permits MemorySamples, FileSamples, RawSamples, StridedSamples {
  /** Opens the samples for one operation. */
  Reader open() throws IOException;

  /** The sample at an index, read in the cheapest way. */
  double value(long index) throws IOException;

  /** The file that has the samples; null if they are in memory. */
  @Nullable Path file();

  /** Whether a path leads to the file of these samples. */
  default boolean isIn(Path path) throws IOException {
    Path file = file();
    return file != null && Files.exists(file) && Files.exists(path) && Files.isSameFile(file, path);
  }

  /** Samples open for reading. */
  interface Reader extends Closeable {
    /** Fills a buffer up to its limit with little-endian samples, from the one at an index. */
    void read(long from, ByteBuffer target) throws IOException;

    @Override
    void close() throws IOException;
  }
}
