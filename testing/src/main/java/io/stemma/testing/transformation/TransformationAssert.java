package io.stemma.testing.transformation;

import io.stemma.Archive;
import io.stemma.Commit;
import io.stemma.Replay;
import io.stemma.ReplayDifferenceException;
import io.stemma.Transformation;
import io.stemma.Trust;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractAssert;

/**
 * Assertions about what a transformation computes: that it is the same in every JVM, and that it is
 * what it was.
 *
 * <pre>{@code
 * assertTransformation(new Calibrate("te")).on(shot).isDeterministicInFreshJvms(3);
 * assertTransformation(new Calibrate("te")).on(shot).reproduces(golden).withinUlps(1);
 * }</pre>
 */
public final class TransformationAssert
    extends AbstractAssert<TransformationAssert, Transformation> {

  private TransformationAssert(Transformation transformation) {
    super(transformation, TransformationAssert.class);
  }

  /**
   * Asserts something about a transformation.
   *
   * @param transformation what to test
   * @return assertions about it
   */
  public static TransformationAssert assertTransformation(Transformation transformation) {
    Objects.requireNonNull(transformation, "transformation");
    return new TransformationAssert(transformation);
  }

  /**
   * About what it computes from one datum or several.
   *
   * @param datum what it is given
   * @param more what it is given, too
   * @return assertions about that
   * @throws IllegalArgumentException if two have the same name, or one has no inputs
   */
  public OnDatum on(TestDatum datum, TestDatum... more) {
    Objects.requireNonNull(datum, "datum");
    Objects.requireNonNull(more, "more");
    List<TestDatum> all = Stream.concat(Stream.of(datum), Stream.of(more)).toList();
    TestInputs unused = new TestInputs(all);
    return new OnDatum(actual, all);
  }

  /**
   * About what it computes from what a commit of results was computed from. Where the commit is a
   * {@link Golden} one, and golden archives are to be written, the assertions record what it
   * computes instead.
   *
   * @param golden results that a job of an earlier version has given
   * @return assertions about that
   */
  public Reproduction reproduces(Commit golden) {
    Objects.requireNonNull(golden, "golden");
    return new Reproduction(actual, golden, List.of());
  }

  /** Assertions about what a transformation computes from datums. */
  public static final class OnDatum {
    private final Transformation transformation;
    private final List<TestDatum> datums;

    private OnDatum(Transformation transformation, List<TestDatum> datums) {
      this.transformation = transformation;
      this.datums = datums;
    }

    /**
     * About what it computes from these datums, which are those that the golden results were
     * computed from. Where golden archives are to be written, the assertions record the datums and
     * what it computes from them instead, also as a golden archive that was not there before.
     *
     * @param golden a parameter with {@link Golden}
     * @return assertions about that
     * @throws IllegalArgumentException if it is another commit, whose inputs are those that it has
     */
    public Reproduction reproduces(Commit golden) {
      Objects.requireNonNull(golden, "golden");
      if (ResolvedGolden.of(golden).isEmpty()) {
        throw new IllegalArgumentException(
            "datums are named where a commit is a parameter with @Golden of a test that runs; any"
                + " other commit was made of inputs of its own: leave out on(..) for "
                + golden);
      }
      return new Reproduction(transformation, golden, datums);
    }

    /**
     * Runs it here, and once more in each of several JVMs that have run nothing yet, by its code as
     * an archive would keep it.
     *
     * @param jvms how many JVMs, one after the other
     * @return this
     * @throws AssertionError if one of them gives something else, which the message names
     * @throws IOException what the transformation threw
     * @throws IllegalArgumentException if its code could not be replayed, or the number is less
     *     than 1
     */
    public OnDatum isDeterministicInFreshJvms(int jvms) throws IOException {
      if (jvms < 1) {
        throw new IllegalArgumentException("at least 1 JVM is started, and not " + jvms);
      }
      try (Archive archive = Archive.inMemory()) {
        Commit made = TestRun.commit(archive, transformation, datums.toArray(TestDatum[]::new));
        for (int i = 1; i <= jvms; i++) {
          try (Replay replay = made.replayInFreshJvms(Trust.RECORDED_CODE, datums.size())) {
            replay.requireIdentical();
          } catch (ReplayDifferenceException e) {
            throw new AssertionError(
                transformation
                    + " gives something else in JVM "
                    + i
                    + " of "
                    + jvms
                    + " than here: "
                    + e.replay().differences(),
                e);
          }
        }
      }
      return this;
    }
  }

  /** Assertions about what a transformation makes of the inputs of a commit. */
  public static final class Reproduction {
    private final Transformation transformation;
    private final Commit golden;
    private final List<TestDatum> datums;

    private Reproduction(Transformation transformation, Commit golden, List<TestDatum> datums) {
      this.transformation = transformation;
      this.golden = golden;
      this.datums = datums;
    }

    /**
     * All files must be the same, byte by byte.
     *
     * @throws AssertionError if one is not, which the message names
     */
    public void identically() {
      check(Replay::requireIdentical);
    }

    /**
     * All signals must be the same but for the last digits, all other files byte by byte.
     *
     * @param ulps how many steps of its type a sample may be away
     * @throws AssertionError if a file differs by more, which the message names
     */
    public void withinUlps(long ulps) {
      check(replay -> replay.requireWithinUlps(ulps));
    }

    /**
     * All signals must be nearly the same, all other files byte by byte.
     *
     * @param absolute how far a sample may be away, in units of the signal
     * @param relative how far it may be away, as a part of its size; one of them is enough
     * @throws AssertionError if a file differs by more, which the message names
     */
    public void within(double absolute, double relative) {
      check(replay -> replay.requireWithin(absolute, relative));
    }

    private void check(Consumer<Replay> requirement) {
      ResolvedGolden.of(golden)
          .ifPresentOrElse(
              resolved -> resolved.require(transformation, datums, requirement),
              () -> GoldenArchive.require(golden, transformation, requirement, ""));
    }
  }
}
