package io.stemma.signal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How much two signals differ, in numbers, sample by sample as far as both go. It is computed once,
 * block by block, and holds no samples.
 *
 * <p>Zeros of either sign are equal here, and so are all NaNs; a NaN against a number is counted
 * apart and has no size. The relative difference is the absolute one divided by the larger
 * magnitude of the two, infinite if just one of them is infinite or both are with opposite signs.
 * ULPs are the steps between two samples on the number line of their type: for integers their
 * difference; for signals of different types those of float64, or of the integers if both are. An
 * infinity is infinitely many from any other number.
 *
 * <p>Whether two signals are the same byte by byte is {@link Signal#equals}.
 */
public final class SignalDifference {
  /**
   * Where a difference is largest.
   *
   * @param amount how large it is
   * @param index the first sample that differs so much
   * @param time its time in the left signal, in seconds
   */
  public record Extreme(double amount, long index, double time) {
    /** How large, and where. */
    @Override
    public String toString() {
      return SignalText.number(amount)
          + " at sample "
          + SignalText.count(index)
          + ", "
          + SignalText.number(time)
          + " s";
    }
  }

  private final List<String> mismatches;
  private final Comparison samples;
  private final int columns;

  private SignalDifference(List<String> mismatches, Comparison samples, int columns) {
    this.mismatches = mismatches;
    this.samples = samples;
    this.columns = columns;
  }

  /**
   * Compares two signals, in memory that does not grow with them.
   *
   * @param left one signal
   * @param right the other
   * @return their difference
   * @throws java.io.UncheckedIOException if the file of one cannot be read
   */
  public static SignalDifference between(Signal left, Signal right) {
    Objects.requireNonNull(left, "left");
    Objects.requireNonNull(right, "right");
    Mismatches found = new Mismatches();
    found.type(left, right);
    found.length("length", left.length(), right.length());
    long compared = Math.min(left.length(), right.length());
    found.times(left.header().times(), right.header().times(), compared);
    found.unit("unit", left.unit(), right.unit());
    return new SignalDifference(found.lines(), Comparison.of(left, right, compared), 0);
  }

  /**
   * Compares two signals of two dimensions, in memory that does not grow with them. Samples are
   * counted row by row: that of a row and a column has the index {@code row * columns + column}. If
   * one has more columns than the other, no samples are compared.
   *
   * @param left one signal
   * @param right the other
   * @return their difference
   * @throws java.io.UncheckedIOException if the file of one cannot be read
   */
  public static SignalDifference between(Signal2D left, Signal2D right) {
    Objects.requireNonNull(left, "left");
    Objects.requireNonNull(right, "right");
    Mismatches found = new Mismatches();
    found.type(left, right);
    found.length("rows", left.rows(), right.rows());
    found.length("columns", left.columns(), right.columns());
    long rows = Math.min(left.rows(), right.rows());
    found.times(left.times(), right.times(), rows);
    found.unit("unit", left.unit(), right.unit());
    boolean sameColumns = left.columns() == right.columns();
    if (sameColumns) {
      found.coordinates(left.coordinates(), right.coordinates());
    }
    found.unit("unit of coordinates", left.coordinateUnit(), right.coordinateUnit());
    long compared = sameColumns ? rows * left.columns() : 0;
    return new SignalDifference(
        found.lines(), Comparison.of(left.all(), right.all(), compared), left.columns());
  }

  /**
   * Compares two signal files, of one dimension or of two.
   *
   * @param left one file
   * @param right the other
   * @return their difference
   * @throws SignalFormatException if one is no signal, or they have different dimensions
   * @throws IOException if one cannot be read
   */
  public static SignalDifference between(Path left, Path right) throws IOException {
    Objects.requireNonNull(left, "left");
    Objects.requireNonNull(right, "right");
    SignalFile one = SignalFile.open(left);
    int dimensions = one.header().twoDimensional() ? 2 : 1;
    SignalFile other = SignalFile.open(right).requireDimensions(dimensions, right.toString());
    try {
      return dimensions == 2
          ? between(Signal2D.of(one), Signal2D.of(other))
          : between(Signal.of(one), Signal.of(other));
    } catch (UncheckedIOException e) {
      throw Objects.requireNonNull(e.getCause());
    }
  }

  /**
   * What differs beside the samples, for people: type, length, time base, unit, each with both
   * values.
   *
   * @return a line for each; empty if only samples differ, or nothing
   */
  public List<String> mismatches() {
    return mismatches;
  }

  /**
   * How many samples were compared.
   *
   * @return the length of the shorter signal
   */
  public long compared() {
    return samples.compared;
  }

  /**
   * How many of them differ.
   *
   * @return the number, with those that are NaN in one signal only
   */
  public long differing() {
    return samples.differing;
  }

  /**
   * How many samples are NaN in one signal only.
   *
   * @return the number
   */
  public long nanMismatches() {
    return samples.nanMismatches;
  }

  /**
   * The first sample that differs.
   *
   * @return its index; empty if none does
   */
  public OptionalLong firstDifference() {
    return samples.differing == 0 ? OptionalLong.empty() : OptionalLong.of(samples.first);
  }

  /**
   * The largest absolute difference.
   *
   * @return it, and where it is; empty if no two numbers differ
   */
  public Optional<Extreme> largestAbsolute() {
    return samples.absolute.toExtreme();
  }

  /**
   * The largest relative difference.
   *
   * @return it, and where it is; empty if no two numbers differ
   */
  public Optional<Extreme> largestRelative() {
    return samples.relative.toExtreme();
  }

  /**
   * The largest difference in units in the last place.
   *
   * @return it, and where it is; empty if no two numbers differ
   */
  public Optional<Extreme> largestUlps() {
    return samples.ulps.toExtreme();
  }

  /**
   * Whether nothing differs.
   *
   * @return true if there are no mismatches and no sample differs in value
   */
  public boolean isIdentical() {
    return mismatches.isEmpty() && samples.differing == 0;
  }

  /**
   * Whether samples differ by no more than so many ULPs.
   *
   * @param ulps the tolerance
   * @return true if so; false if there is a mismatch, or a NaN in one signal only
   */
  public boolean withinUlps(long ulps) {
    return mismatches.isEmpty() && samples.nanMismatches == 0 && samples.ulps.amount <= ulps;
  }

  /**
   * Whether every sample differs by no more than the absolute tolerance, or by no more than the
   * relative one.
   *
   * @param absolute the tolerance in the unit of the signals
   * @param relative the tolerance as a fraction of the larger magnitude of two samples
   * @return true if so; false if there is a mismatch, or a NaN in one signal only
   */
  public boolean within(double absolute, double relative) {
    return mismatches.isEmpty()
        && samples.nanMismatches == 0
        && samples.tradeoffs.within(absolute, relative);
  }

  /**
   * One line.
   *
   * @return a line for people
   */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (String mismatch : mismatches) {
      text.append(mismatch).append("; ");
    }
    if (samples.differing == 0) {
      return text.append("all ")
          .append(SignalText.count(samples.compared))
          .append(mismatches.isEmpty() ? " samples are identical" : " compared samples are equal")
          .toString();
    }
    text.append(SignalText.count(samples.differing)).append(" of ");
    text.append(SignalText.count(samples.compared)).append(" samples differ, first ");
    text.append(columns == 0 ? "sample " : "row ");
    text.append(SignalText.count(samples.first / Math.max(1, columns)));
    text.append(columns == 0 ? "" : ", column " + SignalText.count(samples.first % columns));
    describe(text, "by up to ", samples.absolute, "");
    describe(text, "relative ", samples.relative, "");
    describe(text, "", samples.ulps, " ULP");
    if (samples.nanMismatches > 0) {
      text.append(", NaN in one only: ").append(SignalText.count(samples.nanMismatches));
    }
    return text.toString();
  }

  private static void describe(
      StringBuilder text, String before, Comparison.Largest largest, String after) {
    largest
        .toExtreme()
        .ifPresent(
            e ->
                text.append(", ")
                    .append(before)
                    .append(SignalText.number(e.amount()))
                    .append(after)
                    .append(" at ")
                    .append(SignalText.number(e.time()))
                    .append(" s"));
  }
}
