package io.stemma.internal.files;

import java.lang.ref.Reference;
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

  /** So much memory outside of the heap must be left for others: the JDK needs some to read. */
  private static final int LEFT = 4 * PIECE;

  private static final ArrayDeque<AlignedBuffers> SPARE = new ArrayDeque<>();
  private static int made;
  private static boolean scarce;

  final ByteBuffer first;
  final ByteBuffer second;

  private AlignedBuffers() {
    ByteBuffer all = ByteBuffer.allocateDirect(3 * PIECE).alignedSlice(PIECE);
    first = all.slice(0, PIECE);
    second = all.slice(PIECE, PIECE);
  }

  /**
   * A pair of buffers for the caller alone; null if all are in use, or too little memory is left.
   * To find out that it is too little takes the JDK a garbage collection and half a second, so
   * after the first time nobody asks again.
   */
  static synchronized @Nullable AlignedBuffers take() {
    AlignedBuffers spare = SPARE.poll();
    if (spare == null && made < MOST && !scarce) {
      try {
        spare = withEnoughLeft();
        made++;
      } catch (OutOfMemoryError e) {
        scarce = true; // MaxDirectMemorySize; files can be written without
      }
    }
    return spare;
  }

  /** The rest is garbage at once, and is taken back as soon as somebody needs the room. */
  private static AlignedBuffers withEnoughLeft() {
    ByteBuffer rest = ByteBuffer.allocateDirect(LEFT);
    try {
      return new AlignedBuffers();
    } finally {
      Reference.reachabilityFence(rest);
    }
  }

  /** Gives a pair back, to which nobody may write any more. */
  static synchronized void giveBack(AlignedBuffers pair) {
    SPARE.push(pair);
  }
}
