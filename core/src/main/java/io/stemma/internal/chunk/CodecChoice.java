package io.stemma.internal.chunk;

import java.util.List;

/**
 * Picks the codec for the chunks of one file by trying all of them on a sample, and remembers the
 * winner. Looks again each {@link #INTERVAL} bytes, at first only whether the winner still does
 * what it did, and tries all again where it does not or where a chunk came out much larger than
 * estimated. Used by one thread at a time.
 */
public final class CodecChoice {
  /** So many bytes are tried. */
  static final int SAMPLE = 16 << 10;

  /** How many bytes a decision holds. */
  static final int INTERVAL = 1 << 20;

  /** What is stored must be smaller than this part of the plain bytes, or zstd is not worth it. */
  private static final double WORTH_ZSTD = 0.97;

  /** A filter must beat zstd alone by so much, for it makes the bytes unreadable to other tools. */
  private static final double WORTH_FILTER = 0.98;

  /** A winner whose sample comes out within this factor of the first one stays. */
  private static final double STEADY = 1.1;

  /** A chunk that comes out larger than its sample by more than this factor discards the winner. */
  private static final double DISAPPOINTING = 1.2;

  private static final List<Codec> FILTERS =
      List.of(
          Codec.DELTA_2,
          Codec.SHUFFLE_2,
          Codec.SHUFFLE_4,
          Codec.DELTA_4,
          Codec.SHUFFLE_8,
          Codec.DELTA_8);

  private final byte[] tried = new byte[Compressor.bound(SAMPLE)];
  private Codec winner = Codec.RAW;
  private double estimate;
  private boolean known;
  private int left;

  /** Begins a file of which nothing is known. */
  public CodecChoice() {}

  /** Forgets what was learnt, for another file. */
  public void reset() {
    known = false;
    left = 0;
  }

  /**
   * The codec for the next chunk.
   *
   * @param compressor tries the sample
   * @param position where in its file the chunk begins
   */
  public Codec choose(Compressor compressor, byte[] bytes, int offset, int length, long position) {
    if (known && left > 0) {
      left -= length;
      return winner;
    }
    int size = Math.min(length, SAMPLE);
    int skip = (length - size) / 2;
    int at = offset + skip;
    long sampled = position + skip;
    left = INTERVAL - length;
    if (known && winner != Codec.RAW) {
      double ratio = ratio(compressor, winner, bytes, at, size, sampled);
      if (ratio <= estimate * STEADY && ratio >= estimate / STEADY) {
        return winner;
      }
    }
    tryAll(compressor, bytes, at, size, sampled);
    return winner;
  }

  /**
   * Tells what became of a chunk that was compressed as chosen.
   *
   * @param length how long it was
   * @param stored how long it became
   */
  public void learn(int length, int stored) {
    if (winner != Codec.RAW && stored > DISAPPOINTING * estimate * length) {
      known = false;
    }
  }

  private void tryAll(Compressor compressor, byte[] bytes, int at, int size, long position) {
    winner = Codec.RAW;
    estimate = 1;
    known = true;
    double zstd = ratio(compressor, Codec.ZSTD, bytes, at, size, position);
    if (zstd < WORTH_ZSTD) {
      winner = Codec.ZSTD;
      estimate = zstd;
    }
    double best = estimate * (winner == Codec.RAW ? WORTH_ZSTD : WORTH_FILTER);
    for (Codec codec : FILTERS) {
      double ratio = ratio(compressor, codec, bytes, at, size, position);
      if (ratio < best) {
        winner = codec;
        estimate = ratio;
        best = ratio;
      }
    }
  }

  private double ratio(
      Compressor compressor, Codec codec, byte[] bytes, int at, int size, long position) {
    int stored = compressor.compress(codec, codec.phase(position), bytes, at, size, tried, 0);
    return (double) stored / Math.max(1, size);
  }
}
