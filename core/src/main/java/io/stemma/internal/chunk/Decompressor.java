package io.stemma.internal.chunk;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import io.stemma.internal.base.MalformedException;

/**
 * Undoes {@link Compressor}. Holds a zstd context and a buffer for reuse; used by one thread at a
 * time.
 */
public final class Decompressor implements AutoCloseable {
  /** A zstd block of four bytes stands for at most 128 KiB, so bytes shrink at most so much. */
  private static final long MAX_RATIO = 32 << 10;

  private final ZstdDecompressCtx zstd = new ZstdDecompressCtx();
  private byte[] filtered = new byte[0];

  /**
   * Fails if bytes cannot have the length that is claimed for them. To be asked before room for
   * them is allocated.
   *
   * @param stored how many bytes are stored
   * @param length how many they are said to become
   */
  public static void checkLength(Codec codec, int stored, int length) {
    boolean possible = codec == Codec.RAW ? stored == length : length <= stored * MAX_RATIO;
    if (!possible) {
      throw new MalformedException(
          stored + " bytes of codec " + codec + " cannot hold " + length + " bytes");
    }
  }

  /**
   * Restores bytes.
   *
   * @param codec how they were compressed
   * @param phase where in an element the first byte is
   * @param out where the {@code length} bytes go
   * @throws MalformedException if the stored bytes are damaged or of another length; {@code out}
   *     may then hold anything
   */
  public void decompress(
      Codec codec, int phase, byte[] in, int at, int stored, byte[] out, int to, int length) {
    checkLength(codec, stored, length);
    if (codec == Codec.RAW) {
      System.arraycopy(in, at, out, to, length);
    } else if (!codec.filtered()) {
      unzstd(in, at, stored, out, to, length);
    } else {
      if (filtered.length < length) {
        filtered = new byte[Math.max(length, Math.min(2 * filtered.length, Chunker.MAX))];
      }
      unzstd(in, at, stored, filtered, 0, length);
      Filter.undo(codec, phase, filtered, 0, length, out, to);
    }
  }

  private void unzstd(byte[] in, int at, int stored, byte[] out, int to, int length) {
    long claimed = Zstd.getFrameContentSize(in, at, stored);
    if (claimed != length) {
      throw new MalformedException(
          "compressed bytes say that they hold " + claimed + " bytes, expected " + length);
    }
    int found;
    try {
      found = zstd.decompressByteArray(out, to, length, in, at, stored);
    } catch (ZstdException e) {
      throw new MalformedException("compressed bytes are damaged: " + e.getMessage(), e);
    }
    if (found != length) {
      throw new MalformedException("decompressed to " + found + " bytes, expected " + length);
    }
  }

  /** Releases the zstd context. */
  @Override
  public void close() {
    zstd.close();
  }
}
