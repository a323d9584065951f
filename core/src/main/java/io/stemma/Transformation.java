package io.stemma;

import java.nio.file.Path;
import java.util.List;

/**
 * A computation over datums, written by the user: what it is made of is its class, what it is told
 * are its components.
 *
 * <p>Write it as a record, {@code record Calibrate(String channel) implements Transformation}: its
 * components are the parameters, which are stored with the pipeline and are part of what decides
 * whether a datum must be run again. They may be what Jackson writes as JSON and reads back equal:
 * numbers, texts, enums, records, lists and maps of such.
 *
 * <p>{@link #apply} is called for many datums at once, from several threads, on one instance. Its
 * result should depend on nothing but the datum and the parameters.
 */
public interface Transformation {

  /**
   * Computes the outputs of one datum.
   *
   * @param in what it is computed from
   * @param out takes what is computed
   * @throws Exception what went wrong; the datum is tried again, or fails
   */
  void apply(Datum in, Output out) throws Exception;

  /**
   * Takes care of a datum that failed as often as it is tried: a datum that is recovered has no
   * outputs, does not fail its job, and is tried again by the next one.
   *
   * @param in what could not be computed from
   * @param failure what {@link #apply} threw last
   * @return whether it is recovered; as long as this is not overridden, never
   */
  default boolean recovers(Datum in, Exception failure) {
    return false;
  }

  /**
   * Whether several datums may give a file, to be {@linkplain #merge merged}. Without that, two
   * datums that give one file make their job fail.
   *
   * @param path the file, with a leading {@code /}
   * @return whether they may; as long as this is not overridden, never
   */
  default boolean merges(String path) {
    return false;
  }

  /**
   * Makes one file of what several datums gave under one path. Called where two or more datums gave
   * it, when the results of a job are put together, and again only when what one of them gave has
   * changed, come or gone: like that of a datum, its result is remembered. It should depend on
   * nothing but the parts and the parameters. Attributes that all parts have alike come along.
   *
   * <p>Called once, for one file after the other, in the process of the job, and for as long as
   * {@linkplain PipelineOptions#datumTimeout the try of a datum} may take; cancelling the job
   * interrupts it. All that is opened is to be closed at the end, and nothing but the file to be
   * written.
   *
   * @param path the file, with a leading {@code /}
   * @param parts what each of the datums gave, to read from, in the order of the datums' names
   * @param merged where to write the file
   * @throws Exception what went wrong; the job fails, and what its datums have finished is kept
   */
  default void merge(String path, List<Path> parts, Path merged) throws Exception {
    throw new UnsupportedOperationException(
        getClass().getName() + " says that " + path + " may be merged, and does not say how");
  }
}
