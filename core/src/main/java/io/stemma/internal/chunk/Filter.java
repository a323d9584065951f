package io.stemma.internal.chunk;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Reorders bytes as a {@link Codec} says, and back. Bytes before the first whole element and behind
 * the last one keep their places at the beginning and the end.
 */
final class Filter {
  static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private Filter() {}

  /**
   * Filters bytes.
   *
   * @param phase where in an element the first byte is
   */
  static void apply(Codec codec, int phase, byte[] in, int at, int length, byte[] out, int to) {
    int head = head(codec, phase, length);
    int count = (length - head) / codec.width();
    copyEdges(codec, head, count, in, at, length, out, to);
    int from = at + head;
    int first = to + head;
    switch (codec) {
      case RAW, ZSTD -> System.arraycopy(in, at, out, to, length);
      case SHUFFLE_2 -> Shuffle2.split(in, from, count, out, first);
      case SHUFFLE_4 -> Shuffle4.split(in, from, count, out, first);
      case SHUFFLE_8 -> Shuffle8.split(in, from, count, out, first);
      case DELTA_2 -> Shuffle2.splitDeltas(in, from, count, out, first);
      case DELTA_4 -> Shuffle4.splitDeltas(in, from, count, out, first);
      case DELTA_8 -> Shuffle8.splitDeltas(in, from, count, out, first);
    }
  }

  /** Undoes {@link #apply}. */
  static void undo(Codec codec, int phase, byte[] in, int at, int length, byte[] out, int to) {
    int head = head(codec, phase, length);
    int count = (length - head) / codec.width();
    copyEdges(codec, head, count, in, at, length, out, to);
    int from = at + head;
    int first = to + head;
    switch (codec) {
      case RAW, ZSTD -> System.arraycopy(in, at, out, to, length);
      case SHUFFLE_2 -> Shuffle2.join(in, from, count, out, first);
      case SHUFFLE_4 -> Shuffle4.join(in, from, count, out, first);
      case SHUFFLE_8 -> Shuffle8.join(in, from, count, out, first);
      case DELTA_2 -> Shuffle2.joinDeltas(in, from, count, out, first);
      case DELTA_4 -> Shuffle4.joinDeltas(in, from, count, out, first);
      case DELTA_8 -> Shuffle8.joinDeltas(in, from, count, out, first);
    }
  }

  private static int head(Codec codec, int phase, int length) {
    return Math.min(length, -phase & (codec.width() - 1));
  }

  private static void copyEdges(
      Codec codec, int head, int count, byte[] in, int at, int length, byte[] out, int to) {
    System.arraycopy(in, at, out, to, head);
    int tail = head + count * codec.width();
    System.arraycopy(in, at + tail, out, to + tail, length - tail);
  }
}
