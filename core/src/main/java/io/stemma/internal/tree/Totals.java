package io.stemma.internal.tree;

/**
 * The sums of a {@link Measure} over some keys.
 *
 * @param count how many count
 * @param bytes the bytes that they stand for
 */
public record Totals(long count, long bytes) {
  /** Of no key. */
  public static final Totals NONE = new Totals(0, 0);

  Totals plus(Totals other) {
    return new Totals(Math.addExact(count, other.count), Math.addExact(bytes, other.bytes));
  }

  Totals minus(Totals other) {
    return new Totals(count - other.count, bytes - other.bytes);
  }
}
