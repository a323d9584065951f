package io.stemma.signal;

import io.stemma.signal.SignalFormatException.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Times at any distances, one by one: finite, each after the one before. Those in a file are read
 * where they are asked for, and what is read is checked then, as nobody could know before.
 */
final class ListedTimes implements TimeBase {
  private final SampleStore store;
  private final long from;
  private final long length;
  private final double first;
  private final double last;

  /** Of a store of float64, whose first and last time are known; NaN if there are none. */
  ListedTimes(SampleStore store, long from, long length, double first, double last) {
    this.store = store;
    this.from = from;
    this.length = length;
    this.first = first;
    this.last = last;
  }

  /**
   * Copies times of a user.
   *
   * @throws IllegalArgumentException if they do not rise, or one is not finite
   */
  static ListedTimes of(double... times) {
    double[] copy = times.clone();
    for (int i = 0; i < copy.length; i++) {
      copy[i] += 0.0; // -0.0 becomes 0.0: equal times have equal bytes
      if (!Double.isFinite(copy[i])) {
        throw new IllegalArgumentException(
            "times must be finite, in seconds: that of sample " + i + " is " + copy[i]);
      }
      if (i > 0 && copy[i] <= copy[i - 1]) {
        throw new IllegalArgumentException(
            "each time must be after the one before: sample "
                + i
                + " is at "
                + copy[i]
                + " s, the one before at "
                + copy[i - 1]
                + " s");
      }
    }
    int n = copy.length;
    double nan = Double.NaN;
    return new ListedTimes(
        SampleArrays.float64(copy), 0, n, n == 0 ? nan : copy[0], n == 0 ? nan : copy[n - 1]);
  }

  long length() {
    return length;
  }

  double last() {
    return last;
  }

  @Override
  public double time(long index) {
    if (index == 0 || index == length - 1) {
      return index == 0 ? first : last;
    }
    double time;
    try {
      time = store.value(from + index);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (!(time > first && time < last)) {
      throw disorder(index, time);
    }
    return time;
  }

  @Override
  public double start() {
    return first;
  }

  @Override
  public double step() {
    throw new IllegalStateException(
        "the samples are not at equal distances, so there is no step; isUniform() asks for that,"
            + " time(i) gives each time");
  }

  @Override
  public boolean isUniform() {
    return false;
  }

  @Override
  public ListedTimes slice(long begin, long end) {
    if (begin == end) {
      return new ListedTimes(store, from + begin, 0, Double.NaN, Double.NaN);
    }
    return new ListedTimes(store, from + begin, end - begin, time(begin), time(end - 1));
  }

  /**
   * As with equal distances, a time that is later than a sample by less than a thousandth of the
   * distance to the next one is taken for that of the sample.
   */
  @Override
  public long indexAt(double time, long count) {
    if (Double.isNaN(time)) {
      throw new IllegalArgumentException("a time of a slice is NaN");
    }
    if (count == 0 || time <= first) {
      return 0;
    }
    try (Open times = open()) {
      long found = count;
      double distance = count == 1 ? 0 : last - times.at(count - 2);
      double before = last;
      if (time <= last) {
        found = search(times, time, count);
        before = times.at(found - 1);
        distance = times.at(found) - before;
      }
      double late = time - before;
      return late < distance / 1000 || (count == 1 && late <= 4 * Math.ulp(time))
          ? found - 1
          : found;
    }
  }

  /** The first index that is not before a time, which is after the first and not after the last. */
  private long search(Open times, double time, long count) {
    long low = 0;
    double lowTime = first;
    long high = count - 1;
    double highTime = last;
    while (high - low > 1) {
      long middle = (low + high) >>> 1;
      double there = times.at(middle);
      if (!(there > lowTime && there < highTime)) {
        throw disorder(middle, there);
      }
      if (there < time) {
        low = middle;
        lowTime = there;
      } else {
        high = middle;
        highTime = there;
      }
    }
    return high;
  }

  @Override
  public double slack() {
    return 0;
  }

  @Override
  public boolean inMemory() {
    return store instanceof MemorySamples;
  }

  @Override
  public ListedTimes load() {
    if (inMemory()) {
      return this;
    }
    MemorySamples.Builder copy = new MemorySamples.Builder(ElementType.FLOAT64, length);
    try (SampleCursor cursor = cursor()) {
      Check check = new Check();
      while (cursor.next()) {
        check.accept(cursor.bytes(), cursor.index());
        copy.next().put(cursor.bytes());
      }
    }
    return new ListedTimes(copy.build(), 0, length, first, last);
  }

  @Override
  public boolean isIn(Path path) throws IOException {
    return store.isIn(path);
  }

  /** All times as samples; must be closed. */
  SampleCursor cursor() {
    return new SampleCursor(ElementType.FLOAT64, store, from, length);
  }

  @Override
  public Open open() {
    try {
      return new TimesWindow(this, from, store.open());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** That a time, in a file, is not where it can be. */
  UncheckedIOException disorder(long index, double time) {
    return new UncheckedIOException(
        new SignalFormatException(
            Problem.DAMAGED,
            (store.file() == null ? "a signal" : String.valueOf(store.file()))
                + " is a damaged signal: its times do not rise from "
                + first
                + " s to "
                + last
                + " s, sample "
                + (from + index)
                + " is at "
                + time
                + " s"));
  }

  /** Whether a time is after another, and is not a zero that no writer makes. */
  static boolean rises(double before, double time) {
    return time > before && Double.doubleToRawLongBits(time) != Long.MIN_VALUE;
  }

  /** Whether times are the same, as far as there are {@code count}; else where not. */
  static long difference(TimeBase left, TimeBase right, long count) {
    try (Open a = left.open();
        Open b = right.open()) {
      for (long i = 0; i < count; i++) {
        if (a.at(i) != b.at(i)) {
          return i;
        }
      }
    }
    return -1;
  }

  @Override
  public boolean equals(@Nullable Object o) {
    return o instanceof ListedTimes other
        && length == other.length
        && ((store.equals(other.store) && from == other.from)
            || difference(this, other, length) < 0);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * Long.hashCode(length) + Double.hashCode(first)) + Double.hashCode(last);
  }

  @Override
  public String toString() {
    return length == 0 ? "listed times" : "listed times from " + first + " s to " + last + " s";
  }

  /** Looks at times in order, block by block. */
  final class Check {
    private double before = Double.NEGATIVE_INFINITY;

    void accept(ByteBuffer bytes, long index) {
      DoubleBuffer times = bytes.asDoubleBuffer();
      for (int i = 0; times.hasRemaining(); i++) {
        double time = times.get();
        boolean end = index + i == 0 || index + i == length - 1;
        double expected = index + i == 0 ? first : last;
        if (!rises(before, time) || !(end ? time == expected : time < last)) {
          throw disorder(index + i, time);
        }
        before = time;
      }
    }
  }
}
