package io.stemma.testing.transformation;

import io.stemma.Archive;
import io.stemma.Commit;
import io.stemma.Replay;
import io.stemma.ReplayDifferenceException;
import io.stemma.Transformation;
import io.stemma.Trust;
import java.io.IOException;
import java.util.Objects;
import org.assertj.core.api.AbstractAssert;

/**
 * Assertions about what a transformation computes: that it is the same in every JVM, and that it is
 * what it was.
 *
 * <pre>{@code
 * assertTransformation(new Calibrate("te")).on(shot).isDeterministicInFreshJvms(3);
 * assertTransformation(new Calibrate("te")).reproduces(golden).withinUlps(1);
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
   * About what it computes from a datum.
   *
   * @param datum what it is given
   * @return assertions about that
   */
  public OnDatum on(TestDatum datum) {
    Objects.requireNonNull(datum, "datum");
    return new OnDatum(actual, datum);
  }

  /**
   * About what it computes from what a commit of results was computed from.
   *
   * @param golden results that a job of an earlier version has given
   * @return assertions about that
   */
  public Reproduction reproduces(Commit golden) {
    Objects.requireNonNull(golden, "golden");
    return new Reproduction(actual, golden);
  }

  /** Assertions about what a transformation computes from a datum. */
  public static final class OnDatum {
    private final Transformation transformation;
    private final TestDatum datum;

    private OnDatum(Transformation transformation, TestDatum datum) {
      this.transformation = transformation;
      this.datum = datum;
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
        Commit made = TestRun.commit(archive, transformation, datum);
        for (int i = 1; i <= jvms; i++) {
          try (Replay replay = made.replayInFreshJvms(Trust.RECORDED_CODE, 1)) {
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

    private Reproduction(Transformation transformation, Commit golden) {
      this.transformation = transformation;
      this.golden = golden;
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

    private void check(java.util.function.Consumer<Replay> requirement) {
      try (Replay replay = golden.replayWith(transformation)) {
        requirement.accept(replay);
      } catch (ReplayDifferenceException e) {
        throw new AssertionError(transformation + " does not reproduce: " + e.getMessage(), e);
      }
    }
  }
}
