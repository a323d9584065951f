package io.stemma.signal;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A signal as few buckets of equally many samples (but for one), each with its smallest and its
 * largest sample and their times, so that no peak is lost: what is needed to draw a signal that has
 * more samples than a screen has pixels. It holds no samples, and is independent of any file.
 *
 * <p>A NaN is no sample here: it is left out, and counted. A bucket of nothing but NaNs has no
 * extremes. Infinities are samples.
 *
 * <p>Two decimations are equal if their units and buckets are. Safe for use by several threads.
 */
public final class Decimation {
  /**
   * What neighbouring samples come to.
   *
   * @param first index of the first of them in the signal
   * @param samples how many they are, at least 1
   * @param nans how many of them are NaN
   * @param min the smallest one that is no NaN; NaN if all are
   * @param minTime the time of the first that is as small, in seconds; of the first sample if all
   *     are NaN
   * @param max the largest one that is no NaN; NaN if all are
   * @param maxTime the time of the first that is as large, in seconds; of the first sample if all
   *     are NaN
   */
  public record Bucket(
      long first,
      long samples,
      long nans,
      double min,
      double minTime,
      double max,
      double maxTime) {}

  private final String unit;
  private final List<Bucket> buckets;

  private Decimation(String unit, List<Bucket> buckets) {
    this.unit = unit;
    this.buckets = buckets;
  }

  /**
   * Decimates a signal. Each of its samples is read once, block by block: memory grows with the
   * buckets, not with the signal.
   *
   * @param signal the signal
   * @param points how many buckets to make, at least 1; a signal of no more samples gives one for
   *     each
   * @return the buckets
   * @throws IllegalArgumentException if there are to be no buckets
   * @throws java.io.UncheckedIOException if the file of the signal cannot be read
   */
  public static Decimation of(Signal signal, int points) {
    Objects.requireNonNull(signal, "signal");
    double[] block = Arithmetic.block(signal);
    try (TimeBase.Open times = signal.header().times().open();
        SampleCursor cursor = signal.cursor()) {
      Buckets buckets = new Buckets(signal.length(), times, points);
      while (cursor.next()) {
        cursor.copyTo(block, 0);
        buckets.add(block, cursor.count());
      }
      return new Decimation(signal.unit(), List.copyOf(buckets.done));
    }
  }

  /**
   * Decimates {@code left.minus(right)}, without computing it as a whole.
   *
   * @param left a signal
   * @param right a signal of the same length and unit, at the same times to a thousandth of a step
   * @param points how many buckets to make, at least 1
   * @return the buckets, at the times of the left signal
   * @throws IllegalArgumentException if the signals do not match, or there are to be no buckets
   * @throws java.io.UncheckedIOException if the file of a signal cannot be read
   */
  public static Decimation ofDifference(Signal left, Signal right, int points) {
    Objects.requireNonNull(left, "left");
    Objects.requireNonNull(right, "right");
    Arithmetic.requireMatch(left, right);
    double[] x = Arithmetic.block(left);
    double[] y = Arithmetic.block(right);
    try (TimeBase.Open times = left.header().times().open();
        SampleCursor a = left.cursor();
        SampleCursor b = right.cursor()) {
      Buckets buckets = new Buckets(left.length(), times, points);
      while (a.next() && b.next()) {
        a.copyTo(x, 0);
        b.copyTo(y, 0);
        for (int i = 0; i < a.count(); i++) {
          x[i] -= y[i];
        }
        buckets.add(x, a.count());
      }
      return new Decimation(left.unit(), List.copyOf(buckets.done));
    }
  }

  /**
   * The unit of the samples.
   *
   * @return the unit, or the empty text
   */
  public String unit() {
    return unit;
  }

  /**
   * The buckets, in the order of their times.
   *
   * @return an unmodifiable list; empty if the signal has no samples
   */
  public List<Bucket> buckets() {
    return buckets;
  }

  /**
   * Whether the other is a decimation with the same unit and buckets.
   *
   * @param o the other
   * @return whether they are equal
   */
  @Override
  public boolean equals(@Nullable Object o) {
    return o instanceof Decimation other
        && unit.equals(other.unit)
        && buckets.equals(other.buckets);
  }

  /**
   * A hash of unit and buckets.
   *
   * @return the hash
   */
  @Override
  public int hashCode() {
    return 31 * unit.hashCode() + buckets.hashCode();
  }

  /**
   * One line: how many samples came to how many buckets, and between which values they are.
   *
   * @return a line for people
   */
  @Override
  public String toString() {
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    long samples = 0;
    for (Bucket bucket : buckets) {
      min = bucket.min() < min ? bucket.min() : min; // a NaN is not
      max = bucket.max() > max ? bucket.max() : max;
      samples += bucket.samples();
    }
    String text =
        "Decimation of "
            + SignalText.count(samples)
            + " samples to "
            + SignalText.count(buckets.size())
            + " buckets";
    return min > max
        ? text
        : text
            + ", "
            + SignalText.number(min)
            + " to "
            + SignalText.number(max)
            + (unit.isEmpty() ? "" : " " + unit);
  }

  /** Takes samples in order. */
  private static final class Buckets {
    private final long length;
    private final TimeBase.Open times;
    private final int points;
    private final List<Bucket> done;
    private long first;
    private long end;
    private long at;
    private double min = Double.NaN;
    private double max = Double.NaN;
    private long minAt;
    private long maxAt;
    private long nans;

    private Buckets(long length, TimeBase.Open times, int points) {
      if (points < 1) {
        throw new IllegalArgumentException(
            "a signal is decimated to at least 1 point, not " + points);
      }
      this.length = length;
      this.times = times;
      this.points = (int) Math.min(points, length);
      this.done = new ArrayList<>(this.points);
      this.end = this.points == 0 ? 0 : bound(1);
    }

    /** Where a bucket begins: {@code bucket * length / points}, which may be beyond a long. */
    private long bound(long bucket) {
      return bucket * (length / points) + bucket * (length % points) / points;
    }

    void add(double[] block, int count) {
      int i = 0;
      while (i < count) {
        int to = (int) Math.min(count, i + (end - at));
        scan(block, i, to);
        at += to - i;
        i = to;
        if (at == end) {
          finish();
        }
      }
    }

    /** One pass with two comparisons, as few samples are smaller or larger than all before. */
    private void scan(double[] block, int from, int to) {
      double low = min;
      double high = max;
      for (int i = from; i < to; i++) {
        double x = block[i];
        if (!(x >= low && x <= high)) { // also if one of them is NaN
          take(x, at + i - from);
          low = min;
          high = max;
        }
      }
    }

    private void take(double x, long index) {
      if (Double.isNaN(x)) {
        nans++;
        return;
      }
      if (!(x >= min)) {
        min = x;
        minAt = index;
      }
      if (!(x <= max)) {
        max = x;
        maxAt = index;
      }
    }

    private void finish() {
      double minTime = times.at(minAt);
      done.add(new Bucket(first, end - first, nans, min, minTime, max, times.at(maxAt)));
      first = end;
      minAt = first;
      maxAt = first;
      min = Double.NaN;
      max = Double.NaN;
      nans = 0;
      if (done.size() < points) {
        end = bound(done.size() + 1L);
      }
    }
  }
}
