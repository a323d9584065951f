package io.stemma;

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
}
