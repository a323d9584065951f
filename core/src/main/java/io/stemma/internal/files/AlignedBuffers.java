package io.stemma.internal.files;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Memory for writes past the page cache, which file systems want aligned. Kept for the next file;
 * bounded, however many files are written at once. Safe for use by several threads.
 */
final class AlignedBuffers {
  /** Length of a buffer, and what its address is a multiple of. */
  static final int PIECE = 1 << 20;

  /** So many pairs there are at most. */
  static final int MOST = 8;

  private static final ArrayDeque<AlignedBuffers> SPARE = new ArrayDeque<>();
  private static int made;

  final ByteBuffer first;
  final ByteBuffer second;

  private AlignedBuffers() {
    ByteBuffer all = ByteBuffer.allocateDirect(3 * PIECE).alignedSlice(PIECE);
    first = all.slice(0, PIECE);
    second = all.slice(PIECE, PIECE);
  }

  /** A pair of buffers for the caller alone; null if all are in use, or no memory is left. */
  static synchronized @Nullable AlignedBuffers take() {
    AlignedBuffers spare = SPARE.poll();
    if (spare == null && made < MOST) {
      try {
        spare = new AlignedBuffers();
        made++;
      } catch (OutOfMemoryError e) {
        return null; // MaxDirectMemorySize; files can be written without
      }
    }
    return spare;
  }

  /** Gives a pair back, to which nobody may write any more. */
  static synchronized void giveBack(AlignedBuffers pair) {
    SPARE.push(pair);
  }
}
