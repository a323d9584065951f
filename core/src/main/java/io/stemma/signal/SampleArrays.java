package io.stemma.signal;

import java.nio.ByteBuffer;

/** Arrays to samples in memory and back, exactly: not even the bits of a NaN change. */
final class SampleArrays {
  private SampleArrays() {}

  static MemorySamples int16(short[] samples) {
    return MemorySamples.of(
        ElementType.INT16,
        samples.length,
        (page, at, count) -> page.asShortBuffer().put(samples, at, count));
  }

  static MemorySamples int16(int[] samples) {
    short[] narrow = new short[samples.length];
    for (int i = 0; i < samples.length; i++) {
      narrow[i] = (short) samples[i];
      if (narrow[i] != samples[i]) {
        throw new IllegalArgumentException(
            "sample " + i + " is " + samples[i] + ", which int16 cannot hold");
      }
    }
    return int16(narrow);
  }

  static MemorySamples int32(int[] samples) {
    return MemorySamples.of(
        ElementType.INT32,
        samples.length,
        (page, at, count) -> page.asIntBuffer().put(samples, at, count));
  }

  static MemorySamples float32(float[] samples) {
    return MemorySamples.of(
        ElementType.FLOAT32,
        samples.length,
        (page, at, count) -> page.asFloatBuffer().put(samples, at, count));
  }

  static MemorySamples float64(double[] samples) {
    return MemorySamples.of(
        ElementType.FLOAT64,
        samples.length,
        (page, at, count) -> page.asDoubleBuffer().put(samples, at, count));
  }

  static short[] toInt16(Signal signal) {
    short[] array = new short[arrayLength(signal, ElementType.INT16)];
    eachBlock(signal, (page, at, count) -> page.asShortBuffer().get(array, at, count));
    return array;
  }

  static int[] toInt32(Signal signal) {
    int[] array = new int[arrayLength(signal, ElementType.INT32)];
    eachBlock(signal, (page, at, count) -> page.asIntBuffer().get(array, at, count));
    return array;
  }

  static float[] toFloat32(Signal signal) {
    float[] array = new float[arrayLength(signal, ElementType.FLOAT32)];
    eachBlock(signal, (page, at, count) -> page.asFloatBuffer().get(array, at, count));
    return array;
  }

  static double[] toFloat64(Signal signal) {
    double[] array = new double[arrayLength(signal, ElementType.FLOAT64)];
    eachBlock(signal, (page, at, count) -> page.asDoubleBuffer().get(array, at, count));
    return array;
  }

  static double[] toDoubles(Signal signal) {
    double[] array = new double[arrayLength(signal, signal.type())];
    ElementType type = signal.type();
    eachBlock(signal, (page, at, count) -> SampleCodec.decode(type, page, array, at, count));
    return array;
  }

  /** Rows one after the other. */
  static double[] flat(double[][] rows) {
    if (rows.length == 0) {
      throw new IllegalArgumentException("rows must be at least one, to tell how long they are");
    }
    int columns = rows[0].length;
    double[] all = new double[Math.multiplyExact(rows.length, columns)];
    for (int i = 0; i < rows.length; i++) {
      if (rows[i].length != columns) {
        throw new IllegalArgumentException(
            "row " + i + " has " + rows[i].length + " samples, the first one has " + columns);
      }
      System.arraycopy(rows[i], 0, all, i * columns, columns);
    }
    return all;
  }

  /** Rows as an array, whose lengths in all may be beyond that of one. */
  static double[][] toRows(Signal signal, long rows, int columns) {
    if (rows > Integer.MAX_VALUE - 8) {
      throw new IllegalStateException(rows + " rows do not fit into an array; take a slice");
    }
    double[][] result = new double[(int) rows][columns];
    double[] block = Arithmetic.block(signal);
    try (SampleCursor cursor = signal.cursor()) {
      while (cursor.next()) {
        cursor.copyTo(block, 0);
        for (int i = 0; i < cursor.count(); ) {
          long at = cursor.index() + i;
          int column = (int) (at % columns);
          int count = Math.min(columns - column, cursor.count() - i);
          System.arraycopy(block, i, result[(int) (at / columns)], column, count);
          i += count;
        }
      }
    }
    return result;
  }

  private static int arrayLength(Signal signal, ElementType wanted) {
    if (signal.type() != wanted) {
      throw new IllegalStateException(
          "the samples are "
              + signal.type()
              + ", not "
              + wanted
              + "; values() gives any type as doubles, as("
              + wanted.name()
              + ") converts");
    }
    if (signal.length() > Integer.MAX_VALUE - 8) {
      throw new IllegalStateException(
          signal.length() + " samples do not fit into an array; take a slice");
    }
    return (int) signal.length();
  }

  private static void eachBlock(Signal signal, Block block) {
    try (SampleCursor cursor = signal.cursor()) {
      while (cursor.next()) {
        block.accept(cursor.bytes(), (int) cursor.index(), cursor.count());
      }
    }
  }

  /** What happens between a block of samples and an array. */
  @FunctionalInterface
  interface Block {
    /** Copies {@code count} samples between the start of a block and an index of the array. */
    void accept(ByteBuffer bytes, int at, int count);
  }
}
