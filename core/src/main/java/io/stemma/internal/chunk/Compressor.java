package io.stemma.internal.chunk;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;

/**
 * Makes bytes small as a {@link Codec} says. Holds a zstd context and a buffer for reuse; used by
 * one thread at a time.
 */
public final class Compressor implements AutoCloseable {
  private static final int LEVEL = 1;

  private final ZstdCompressCtx zstd = new ZstdCompressCtx().setLevel(LEVEL).setContentSize(true);
  private byte[] filtered = new byte[0];

  /** How many bytes {@link #compress} needs at most for its output. */
  public static int bound(int length) {
    return (int) Zstd.compressBound(length);
  }

  /**
   * Compresses a range of bytes.
   *
   * @param codec how
   * @param phase where in an element the first byte is; 0 where the codec has no filter
   * @param out where the result goes; must have room for {@link #bound} bytes
   * @return length of the result
   */
  public int compress(Codec codec, int phase, byte[] in, int at, int length, byte[] out, int to) {
    if (codec == Codec.RAW) {
      System.arraycopy(in, at, out, to, length);
      return length;
    }
    if (!codec.filtered()) {
      return zstd.compressByteArray(out, to, out.length - to, in, at, length);
    }
    if (filtered.length < length) {
      filtered = new byte[Math.max(length, Math.min(2 * filtered.length, Chunker.MAX))];
    }
    Filter.apply(codec, phase, in, at, length, filtered, 0);
    return zstd.compressByteArray(out, to, out.length - to, filtered, 0, length);
  }

  /** Releases the zstd context. */
  @Override
  public void close() {
    zstd.close();
  }
}
