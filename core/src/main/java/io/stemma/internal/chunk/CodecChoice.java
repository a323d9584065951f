package io.stemma.internal.chunk;

import java.util.List;

/**
 * Picks the codecs for the chunks of one file by compressing a sample of each. The first chunk is
 * tried with every codec, the next ones with those that came close; all are tried again when a
 * sample comes out differently or a chunk comes out much larger than estimated. Used by one thread
 * at a time.
 */
public final class CodecChoice {
  /** So many bytes are tried. */
  private static final int SAMPLE = 8 << 10;

  /** The sample comes from so many places of a chunk. */
  private static final int PIECES = 4;

  /** Lengths and offsets of pieces are multiples of the widest element. */
  private static final int WIDEST = 8;

  /** What is stored must be smaller than this part of the plain bytes, or zstd is not worth it. */
  private static final double WORTH_ZSTD = 0.97;

  /** A filter must beat zstd alone by so much, for it costs a pass more. */
  private static final double WORTH_FILTER = 0.98;

  /** Codecs within this factor of the best one are tried on every chunk. */
  private static final double CONTENDER = 1.2;

  /** If the best result changes by more than this factor, all codecs are tried again. */
  private static final double STEADY = 1.1;

  /** A chunk that comes out larger than its sample by more than this factor was misjudged. */
  private static final double MISJUDGED = 1.2;

  private static final List<Codec> CANDIDATES =
      List.of(
          Codec.ZSTD,
          Codec.DELTA_2,
          Codec.SHUFFLE_2,
          Codec.SHUFFLE_4,
          Codec.DELTA_4,
          Codec.SHUFFLE_8,
          Codec.DELTA_8);

  private final byte[] sample = new byte[SAMPLE];
  private final byte[] tried = new byte[Compressor.bound(SAMPLE)];
  private final double[] ratios = new double[Codec.values().length];
  private Codec winner = Codec.RAW;
  private double estimate;
  private boolean known;

  /** Begins a file of which nothing is known. */
  public CodecChoice() {}

  /** Forgets what was learnt, for another file. */
  public void reset() {
    known = false;
  }

  /**
   * The codec for the next chunk.
   *
   * @param compressor tries the sample
   * @param position where in its file the chunk begins
   */
  public Codec choose(Compressor compressor, byte[] bytes, int offset, int length, long position) {
    int size = sample(bytes, offset, length, position);
    if (known) {
      double before = estimate;
      tryContenders(compressor, size, before * CONTENDER);
      known = estimate <= before * STEADY && estimate >= before / STEADY;
    }
    if (!known) {
      tryContenders(compressor, size, Double.MAX_VALUE);
      known = winner != Codec.RAW;
    }
    return winner;
  }

  /**
   * Tells what became of the chunk that was compressed as chosen.
   *
   * @param length how long it was
   * @param stored how long it became
   */
  public void learn(int length, int stored) {
    if (stored > MISJUDGED * estimate * length) {
      known = false;
    }
  }

  private void tryContenders(Compressor compressor, int size, double limit) {
    winner = Codec.RAW;
    estimate = 1;
    double best = WORTH_ZSTD;
    for (Codec codec : CANDIDATES) {
      if (known && ratios[codec.code()] > limit) {
        continue;
      }
      int stored = compressor.compress(codec, 0, sample, 0, size, tried, 0);
      double ratio = (double) stored / Math.max(1, size);
      ratios[codec.code()] = ratio;
      if (ratio < best) {
        winner = codec;
        estimate = ratio;
        best = codec == Codec.ZSTD ? ratio * WORTH_FILTER : ratio;
      }
    }
  }

  /** Gathers pieces from all over a chunk, each beginning with a whole element of any width. */
  private int sample(byte[] bytes, int offset, int length, long position) {
    int head = (int) -position & WIDEST - 1;
    if (length < SAMPLE + WIDEST) {
      int skipped = Math.min(head, length);
      int size = Math.min(length - skipped, SAMPLE);
      System.arraycopy(bytes, offset + skipped, sample, 0, size);
      return size;
    }
    int piece = SAMPLE / PIECES;
    int stride = (length - head - piece) / (PIECES - 1) & -WIDEST;
    for (int i = 0; i < PIECES; i++) {
      System.arraycopy(bytes, offset + head + i * stride, sample, i * piece, piece);
    }
    return SAMPLE;
  }
}
