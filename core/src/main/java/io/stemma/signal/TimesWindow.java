package io.stemma.signal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A few neighbouring times of a list, which were read, and checked, together. */
final class TimesWindow implements TimeBase.Open {
  /** How many are read at once; a power of two. */
  private static final int COUNT = 512;

  private final ListedTimes times;
  private final long from;
  private final SampleStore.Reader reader;
  private final ByteBuffer bytes;
  private long begin = -1;

  /** Of times that begin at an index of a store. */
  TimesWindow(ListedTimes times, long from, SampleStore.Reader reader) {
    this.times = times;
    this.from = from;
    this.reader = reader;
    int count = (int) Math.min(COUNT, times.length());
    this.bytes = ByteBuffer.allocate(count * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
  }

  @Override
  public double at(long index) {
    if (begin < 0 || index < begin || index >= begin + bytes.limit() / Double.BYTES) {
      fill(index & -COUNT);
    }
    return bytes.getDouble((int) (index - begin) * Double.BYTES);
  }

  private void fill(long at) {
    int count = (int) Math.min(COUNT, times.length() - at);
    begin = -1;
    try {
      reader.read(from + at, bytes.clear().limit(count * Double.BYTES));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    double first = times.start();
    double last = times.last();
    double before = at == 0 ? Double.NEGATIVE_INFINITY : first;
    for (int i = 0; i < count; i++) {
      double time = bytes.getDouble(i * Double.BYTES);
      if (!(ListedTimes.rises(before, time) && time <= last)
          || (at + i == 0 && time != first)
          || (at + i == times.length() - 1 && time != last)) {
        throw times.disorder(at + i, time);
      }
      before = time;
    }
    begin = at;
  }

  @Override
  public void close() {
    try {
      reader.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
