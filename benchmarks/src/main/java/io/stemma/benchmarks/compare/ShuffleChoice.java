package io.stemma.benchmarks.compare;

import io.stemma.internal.chunk.Codec;
import io.stemma.internal.chunk.Compressor;
import java.util.List;

/** Which shuffle suits a file: that by which a sample of each MiB comes out smallest. */
final class ShuffleChoice {
  private static final int SAMPLE = 16 << 10;
  private static final long RESAMPLED = 1 << 20;
  private static final List<Codec> CODECS =
      List.of(Codec.ZSTD, Codec.SHUFFLE_2, Codec.SHUFFLE_4, Codec.SHUFFLE_8);

  private final Compressor compressor;
  private final byte[] tried = new byte[Compressor.bound(SAMPLE)];
  private Codec best = Codec.ZSTD;
  private long sampled;

  ShuffleChoice(Compressor compressor) {
    this.compressor = compressor;
  }

  /** Begins another file. */
  void reset() {
    sampled = -1;
  }

  /** The codec for a chunk at a position of the file. */
  Codec choose(byte[] bytes, int at, int length, long position) {
    if (sampled >= 0 && position - sampled < RESAMPLED) {
      return best;
    }
    sampled = position;
    int size = Math.min(SAMPLE, length);
    int least = Integer.MAX_VALUE;
    for (Codec codec : CODECS) {
      int stored = compressor.compress(codec, codec.phase(position), bytes, at, size, tried, 0);
      if (stored < least) {
        least = stored;
        best = codec;
      }
    }
    return best;
  }
}
