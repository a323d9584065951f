package io.stemma;

import io.stemma.display.Displayed;
import io.stemma.internal.table.Outline;
import io.stemma.internal.table.PrintedList;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * What came of a replay, as it is recorded with the commit whose results were computed again.
 *
 * @param commit whose results they are
 * @param time when it was recorded
 * @param author who recorded it
 * @param way how the datums were run
 * @param code the id of the code that ran, 64 hexadecimal digits
 * @param datums how many datums were run
 * @param files how many files were compared
 * @param differing how many of them are not what they were
 * @param largest if all of them differ in samples of signals only: by how much at most
 * @param differences the first of them, a line for each
 * @param environment how what it ran on differs from what the job ran on, a line for each fact
 * @param unreproducible why the results cannot be computed again, as whoever defined the pipeline
 *     said
 */
public record Verdict(
    CommitId commit,
    Instant time,
    String author,
    Way way,
    String code,
    long datums,
    long files,
    long differing,
    Optional<Deviation> largest,
    List<String> differences,
    List<String> environment,
    Optional<String> unreproducible)
    implements Displayed {

  /** How datums were run. */
  public enum Way {
    /** By the code that is stored with the commit, in the process that asked for it. */
    RECORDED_CODE,
    /** By that code, each datum in a JVM that had run nothing yet. */
    FRESH_JVMS,
    /** By other code, in the process that asked for it. */
    OTHER_CODE,
    /** By other code, each datum in a JVM that had run nothing yet. */
    OTHER_CODE_IN_FRESH_JVMS
  }

  /** What was found, in a word. */
  public enum Outcome {
    /** Every file is what it was, byte by byte. */
    IDENTICAL,
    /** Samples of signals differ by a size that is known, and nothing else does. */
    NUMBERS_DIFFER,
    /** Something differs that is no size: bytes, files that are missing, a failure. */
    DIFFERENT,
    /** Something differs, and the pipeline was declared unreproducible. */
    DECLARED_UNREPRODUCIBLE
  }

  /**
   * How far samples are away from what they were, at most.
   *
   * @param absolute in units of the signal
   * @param relative as a part of the larger magnitude
   * @param ulps in steps of the type of the samples
   */
  public record Deviation(double absolute, double relative, double ulps) {}

  /**
   * Copies the lists.
   *
   * @param commit whose results they are
   * @param time when it was recorded
   * @param author who recorded it
   * @param way how the datums were run
   * @param code the id of the code that ran
   * @param datums how many datums were run
   * @param files how many files were compared
   * @param differing how many of them are not what they were
   * @param largest by how much samples differ at most
   * @param differences the first of them
   * @param environment how what it ran on differs
   * @param unreproducible why the results cannot be computed again
   */
  public Verdict {
    Objects.requireNonNull(commit, "commit");
    Objects.requireNonNull(time, "time");
    Objects.requireNonNull(author, "author");
    Objects.requireNonNull(way, "way");
    Objects.requireNonNull(code, "code");
    Objects.requireNonNull(largest, "largest");
    Objects.requireNonNull(differences, "differences");
    Objects.requireNonNull(environment, "environment");
    Objects.requireNonNull(unreproducible, "unreproducible");
    differences = PrintedList.of("differences", differences);
    environment = PrintedList.of("what it ran on", environment);
  }

  /**
   * What was found.
   *
   * @return in a word
   */
  public Outcome outcome() {
    if (differing == 0) {
      return Outcome.IDENTICAL;
    } else if (unreproducible.isPresent()) {
      return Outcome.DECLARED_UNREPRODUCIBLE;
    }
    return largest.isPresent() ? Outcome.NUMBERS_DIFFER : Outcome.DIFFERENT;
  }

  /**
   * Whether every file is what it was.
   *
   * @return true if none differs
   */
  public boolean isIdentical() {
    return differing == 0;
  }

  /**
   * Whether all numbers are what they were, but for their last digits.
   *
   * @param ulps how many steps of its type a sample may be away
   * @return true if nothing differs but samples, and none by more
   * @throws IllegalArgumentException if {@code ulps} is negative
   */
  public boolean isWithinUlps(long ulps) {
    if (ulps < 0) {
      throw new IllegalArgumentException("a tolerance is not negative: " + ulps);
    }
    return isIdentical() || largest.filter(size -> size.ulps() <= ulps).isPresent();
  }

  private Outline outline() {
    return Outline.of(Sizes.time(time), found(), how(), author);
  }

  private String how() {
    return Sizes.count(datums, "datum")
        + switch (way) {
          case RECORDED_CODE -> " by the recorded code";
          case FRESH_JVMS -> " in fresh JVMs";
          case OTHER_CODE -> byCode();
          case OTHER_CODE_IN_FRESH_JVMS -> byCode() + " in fresh JVMs";
        };
  }

  /** One line: when, what was found, how, and by whom. */
  @Override
  public String toString() {
    return outline().toString();
  }

  /** The line, the first differences, and how the environment differs. */
  @Override
  public String html() {
    Outline outline = outline();
    differences.forEach(outline::line);
    environment.forEach(outline::line);
    return outline.html();
  }

  private String byCode() {
    return " by code " + code.substring(0, Math.min(12, code.length()));
  }

  private String found() {
    String some = differing + " of " + Sizes.count(files, "file");
    return switch (outcome()) {
      case IDENTICAL -> "identical";
      case NUMBERS_DIFFER ->
          some
              + largest
                  .map(
                      size ->
                          String.format(
                              Locale.ROOT,
                              " within %.2g of the size, %.4g ULPs",
                              size.relative(),
                              size.ulps()))
                  .orElse("");
      case DIFFERENT -> some + " different";
      case DECLARED_UNREPRODUCIBLE -> some + " different, as declared";
    };
  }
}
