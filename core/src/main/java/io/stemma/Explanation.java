package io.stemma;

import io.stemma.display.Displayed;
import io.stemma.signal.SignalDifference;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Why two versions of a result differ: in what the computation of the newer one was not that of the
 * older one. Usable from any thread until the archive is closed.
 *
 * <p>Prints a line for each factor.
 */
public interface Explanation extends Displayed {

  /**
   * The version to compare with.
   *
   * @return where it came from
   */
  Derivation older();

  /**
   * The version that is explained.
   *
   * @return where it came from
   */
  Derivation newer();

  /**
   * Everything that was different, whether it had to do with it or not.
   *
   * @return inputs in the order in which the newer computation has them, then parameters, code, and
   *     environment; none if the two were computed alike
   */
  List<Factor> factors();

  /**
   * Finds out which factors matter: computes the older version again with one factor of the newer
   * one at a time, by the code that the archive keeps. Factors of the environment cannot be
   * exchanged, so they are not among these. Nothing is written to the archive.
   *
   * @param trust says that the archive's code may run
   * @return for each factor what it alone would have changed
   * @throws NotFoundException if the code of one of the two was not kept
   * @throws UnsupportedOperationException if the file was merged of several datums': ask for the
   *     files of those
   */
  List<Effect> effects(Trust trust);

  /** What a factor is. */
  enum Kind {
    /** What was read under one name. */
    INPUT,
    /** The components of the transformation. */
    PARAMETERS,
    /** The classes that ran. */
    CODE,
    /** The datums whose files were merged. */
    DATUMS,
    /** What the job ran on. */
    ENVIRONMENT
  }

  /**
   * Something that was different.
   *
   * @param kind what it is
   * @param name of the input, or what else it is called
   * @param details what exactly was different, a line for each
   */
  record Factor(Kind kind, String name, List<String> details) {
    /**
     * Copies the list.
     *
     * @param kind what it is
     * @param name of the input, or what else it is called
     * @param details what exactly was different, a line for each
     */
    public Factor {
      Objects.requireNonNull(kind, "kind");
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(details, "details");
      details = List.copyOf(details);
    }

    /** One line: its name, and the details. */
    @Override
    public String toString() {
      return shown() + ": " + String.join("; ", details);
    }

    private String shown() {
      return kind == Kind.INPUT ? "input " + name : name;
    }
  }

  /**
   * What one factor alone changes.
   *
   * @param factor the factor
   * @param changes whether the older version would have been another
   * @param how what would have been different; empty if nothing
   * @param numbers of signals: the samples with this factor exchanged against the older ones
   */
  record Effect(Factor factor, boolean changes, String how, Optional<SignalDifference> numbers) {
    /**
     * Refuses null.
     *
     * @param factor the factor
     * @param changes whether the older version would have been another
     * @param how what would have been different
     * @param numbers of signals: the samples with this factor exchanged against the older ones
     */
    public Effect {
      Objects.requireNonNull(factor, "factor");
      Objects.requireNonNull(how, "how");
      Objects.requireNonNull(numbers, "numbers");
    }

    /** One line: the factor, and what it changes. */
    @Override
    public String toString() {
      return factor.shown() + (changes ? " alone: " + how : " alone changes nothing");
    }
  }
}
