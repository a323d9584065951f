package io.stemma.internal.code;

/**
 * Something in captured code that may give another result when the code is run again.
 *
 * @param kind what it is
 * @param type the class it was found in: its binary name
 * @param method the method, or empty if it is of the whole class
 * @param what a sentence for the user, without a full stop
 * @param treatment what is done about it
 */
public record Finding(Kind kind, String type, String method, String what, Treatment treatment) {

  /** What code does that makes it give another result elsewhere. */
  public enum Kind {
    /** Reads a resource of the class path. */
    RESOURCE,
    /** Finds a class by its name. */
    CLASS_BY_NAME,
    /** Asks which services are there. */
    SERVICES,
    /** Calls and reads what no instruction names. */
    REFLECTION,
    /** Runs code that is in no class. */
    NATIVE,
    /** Reads environment variables, system properties, or what the machine is like. */
    ENVIRONMENT,
    /** Depends on the default locale, time zone or charset. */
    DEFAULTS,
    /** Reads the clock. */
    CLOCK,
    /** Asks for random values. */
    RANDOM,
    /** Reads files, connections or processes that are no input. */
    OUTSIDE,
    /** Runs threads, whose order may change. */
    THREADS,
    /** Depends on the identity of objects. */
    IDENTITY,
    /** Makes sets and maps whose order is another in each JVM. */
    ORDER,
    /** Uses classes of Stemma that are not of its API. */
    INTERNALS,
    /** Reads a static field. */
    STATIC
  }

  /** What is done about it. */
  public enum Treatment {
    /** It is kept with the code, and part of its id. */
    CAPTURED,
    /** The user is told. */
    WARNED,
    /** Such code is not run by a pipeline, unless that is declared unreproducible. */
    REFUSED
  }

  /** Whether such code is not run. */
  public boolean isRefused() {
    return treatment == Treatment.REFUSED;
  }

  @Override
  public String toString() {
    return type + (method.isEmpty() ? "" : "." + method) + " " + what;
  }
}
