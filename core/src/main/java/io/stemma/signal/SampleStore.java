package io.stemma.signal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Where the samples of a signal and of its slices are: in memory, or in a file. */
sealed interface SampleStore permits MemorySamples, FileSamples {
  /** Opens the samples for one operation. */
  Reader open() throws IOException;

  /** The sample at an index, read in the cheapest way. */
  double value(long index) throws IOException;

  /** Samples open for reading. */
  interface Reader extends Closeable {
    /** Fills a buffer up to its limit with little-endian samples, from the one at an index. */
    void read(long from, ByteBuffer target) throws IOException;

    @Override
    void close() throws IOException;
  }
}
