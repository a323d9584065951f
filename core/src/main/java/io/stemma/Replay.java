package io.stemma;

import io.stemma.display.Displayed;
import io.stemma.signal.SignalDifference;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The results of a commit, computed again from what they were computed from, and compared. No
 * branch is touched. Usable from any thread.
 *
 * <p>Prints what came of it, and the first differences.
 */
public interface Replay extends AutoCloseable, Displayed {

  /**
   * Whose results were computed again.
   *
   * @return the commit
   */
  Commit commit();

  /**
   * How many datums were run. Those that had no result then are not.
   *
   * @return their number
   */
  long datums();

  /**
   * How many files were compared, with those that are only there now, or were only then.
   *
   * @return their number
   */
  long files();

  /**
   * The files that differ.
   *
   * @return by datum and path; prints as a table
   */
  List<Difference> differences();

  /**
   * How what the process runs on differs from what the job ran on: versions of Java and of the
   * operating system, locale, zone, and the like.
   *
   * @return one line for each fact; none if all are the same
   */
  List<String> environment();

  /**
   * Why the results cannot be computed again, as whoever defined the pipeline said.
   *
   * @return the reason; empty if nobody said so
   */
  Optional<String> unreproducible();

  /**
   * Whether every file is what it was, byte by byte, with its attributes.
   *
   * @return true if there are no differences
   */
  default boolean isIdentical() {
    return differences().isEmpty();
  }

  /**
   * Whether all numbers are what they were, but for their last digits.
   *
   * @param ulps how many steps of its type a sample may be away
   * @return true if there are no differences but in the samples of signals, and none is larger
   * @throws IllegalArgumentException if {@code ulps} is negative
   */
  default boolean isWithinUlps(long ulps) {
    return differences().stream().allMatch(each -> each.isWithinUlps(ulps));
  }

  /**
   * Whether all numbers are nearly what they were.
   *
   * @param absolute how far a sample may be away, in units of the signal
   * @param relative how far it may be away, as a part of its size; that one or the other holds is
   *     enough
   * @return true if there are no differences but in the samples of signals, and none is larger
   * @throws IllegalArgumentException if one of them is negative or NaN
   */
  default boolean isWithin(double absolute, double relative) {
    return differences().stream().allMatch(each -> each.isWithin(absolute, relative));
  }

  /**
   * Insists on {@link #isIdentical()}.
   *
   * @return this
   * @throws ReplayDifferenceException if it is not so
   */
  default Replay requireIdentical() {
    return required(isIdentical(), "identical");
  }

  /**
   * Insists on {@link #isWithinUlps}.
   *
   * @param ulps how many steps of its type a sample may be away
   * @return this
   * @throws ReplayDifferenceException if it is not so
   */
  default Replay requireWithinUlps(long ulps) {
    return required(isWithinUlps(ulps), "within " + ulps + " ULPs");
  }

  /**
   * Insists on {@link #isWithin}.
   *
   * @param absolute how far a sample may be away
   * @param relative how far it may be away, as a part of its size
   * @return this
   * @throws ReplayDifferenceException if it is not so
   */
  default Replay requireWithin(double absolute, double relative) {
    return required(
        isWithin(absolute, relative), "within " + absolute + " or " + relative + " of its size");
  }

  private Replay required(boolean holds, String what) {
    if (!holds) {
      throw new ReplayDifferenceException(this, what);
    }
    return this;
  }

  /**
   * Stores what was found with the commit, for {@link Commit#verdicts()}.
   *
   * @return what was stored
   * @throws NotFoundException if the commit's repository was deleted
   * @throws ReadOnlyArchiveException if the archive was opened for reading
   */
  Verdict record();

  /** Gives back what it needed. What it found stays. */
  @Override
  void close();

  /**
   * A file that is not what it was.
   *
   * @param datum the datum that gave it
   * @param path the file, with a leading {@code /}
   * @param reason what is different, or what kept the datum from giving it
   * @param numbers of signals: the samples now against those then
   */
  record Difference(String datum, String path, String reason, Optional<SignalDifference> numbers) {
    /**
     * Refuses null.
     *
     * @param datum the datum that gave it
     * @param path the file, with a leading {@code /}
     * @param reason what is different, or what kept the datum from giving it
     * @param numbers of signals: the samples now against those then
     */
    public Difference {
      Objects.requireNonNull(datum, "datum");
      Objects.requireNonNull(path, "path");
      Objects.requireNonNull(reason, "reason");
      Objects.requireNonNull(numbers, "numbers");
    }

    /**
     * Whether it is in the samples of a signal, and small.
     *
     * @param ulps how many steps of its type a sample may be away
     * @return true if none is further away
     * @throws IllegalArgumentException if {@code ulps} is negative
     */
    public boolean isWithinUlps(long ulps) {
      return numbers.filter(each -> each.withinUlps(ulps)).isPresent();
    }

    /**
     * Whether it is in the samples of a signal, and small.
     *
     * @param absolute how far a sample may be away
     * @param relative how far it may be away, as a part of its size
     * @return true if none is further away by both
     * @throws IllegalArgumentException if one of them is negative or NaN
     */
    public boolean isWithin(double absolute, double relative) {
      return numbers.filter(each -> each.within(absolute, relative)).isPresent();
    }

    /** One line: the path, and what is different. */
    @Override
    public String toString() {
      return path + "  " + reason;
    }
  }
}
