package io.stemma.signal;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** How many samples a row has, and where they were taken; of a signal of one dimension none. */
final class Columns {
  static final int MAX = 1 << 20;

  private final int count;
  private final double @Nullable [] coordinates;
  private final String unit;

  private Columns(int count, double @Nullable [] coordinates, String unit) {
    this.count = count;
    this.coordinates = coordinates;
    this.unit = unit;
  }

  /** Of a signal of one dimension. */
  static Columns none() {
    return new Columns(0, null, "");
  }

  /**
   * Columns that are numbered only.
   *
   * @throws IllegalArgumentException if they are none, or too many
   */
  static Columns of(long count) {
    if (count < 1 || count > MAX) {
      throw new IllegalArgumentException(
          "a signal of two dimensions has 1 to " + MAX + " columns, not " + count);
    }
    return new Columns((int) count, null, "");
  }

  /**
   * These columns at places.
   *
   * @throws IllegalArgumentException if it is another number of them, or one is not finite
   */
  Columns at(double[] places, String placeUnit) {
    SignalHeader.checkUnit(placeUnit);
    if (places.length != count) {
      throw new IllegalArgumentException(
          places.length + " coordinates were given for " + count + " columns");
    }
    double[] copy = places.clone();
    for (int i = 0; i < count; i++) {
      copy[i] += 0.0; // -0.0 becomes 0.0: equal places have equal bytes
      if (!Double.isFinite(copy[i])) {
        throw new IllegalArgumentException(
            "coordinates must be finite: that of column " + i + " is " + copy[i]);
      }
    }
    return new Columns(count, copy, placeUnit);
  }

  int count() {
    return count;
  }

  boolean listed() {
    return coordinates != null;
  }

  double coordinate(int column) {
    return coordinates == null ? column : coordinates[column];
  }

  double[] coordinates() {
    double[] all = new double[count];
    Arrays.setAll(all, this::coordinate);
    return all;
  }

  String unit() {
    return unit;
  }

  @Override
  public boolean equals(@Nullable Object o) {
    return o instanceof Columns other
        && count == other.count
        && unit.equals(other.unit)
        && Arrays.equals(coordinates, other.coordinates);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * count + unit.hashCode()) + Arrays.hashCode(coordinates);
  }
}
