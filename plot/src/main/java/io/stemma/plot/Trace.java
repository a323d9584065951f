package io.stemma.plot;

import io.stemma.signal.Decimation;

/**
 * A line to be drawn; a NaN is a gap.
 *
 * @param name what it is called; may be empty
 * @param times seconds, never falling
 * @param values as many, in the unit of the panel
 */
@SuppressWarnings("ArrayRecordComponent") // handed on to the chart, never compared
record Trace(String name, double[] times, double[] values) {
  /** Beyond this, a range of values may have no length as a double. */
  private static final double LIMIT = 1e300;

  /** The extremes of each bucket, in the order in which they were. */
  static Trace of(String name, Decimation decimation) {
    int points = 0;
    for (Decimation.Bucket bucket : decimation.buckets()) {
      points += isPoint(bucket) ? 1 : 2;
    }
    double[] times = new double[points];
    double[] values = new double[points];
    int i = 0;
    for (Decimation.Bucket bucket : decimation.buckets()) {
      boolean rising = bucket.minTime() <= bucket.maxTime();
      times[i] = rising ? bucket.minTime() : bucket.maxTime();
      values[i++] = drawn(rising ? bucket.min() : bucket.max());
      if (!isPoint(bucket)) {
        times[i] = rising ? bucket.maxTime() : bucket.minTime();
        values[i++] = drawn(rising ? bucket.max() : bucket.min());
      }
    }
    return new Trace(name, times, values);
  }

  /** Whether the smallest sample is the largest one. */
  private static boolean isPoint(Decimation.Bucket bucket) {
    return !(bucket.min() < bucket.max()); // their times may be the same for want of digits
  }

  private static double drawn(double value) {
    return Math.abs(value) <= LIMIT ? value : Double.NaN;
  }

  /** Whether a point has a value and its neighbours have none, so that no line leads to it. */
  boolean isAlone(int point) {
    return point < values.length // a legend asks for the first of an empty line, too
        && !Double.isNaN(values[point])
        && (point == 0 || Double.isNaN(values[point - 1]))
        && (point == values.length - 1 || Double.isNaN(values[point + 1]));
  }
}
