package io.stemma.internal.code;

import io.stemma.internal.format.v1.StaticsJson;
import java.util.Optional;

/**
 * What a static field held at some time.
 *
 * @param digest of all that could be reached from it
 * @param shown for messages
 * @param isNull whether it held nothing
 * @param plain the value, if a text holds it
 * @param problem why the digest would not tell other values from this
 */
record StaticState(
    String digest,
    String shown,
    boolean isNull,
    Optional<StaticsJson.Value> plain,
    Optional<String> problem) {

  /**
   * The class could not be initialised: as good as any other that cannot, as the first attempt
   * fails with another error than those after it.
   */
  static StaticState broken(Throwable why) {
    String digest = why instanceof LinkageError ? "broken" : why.getClass().getName();
    return new StaticState(digest, "nothing: " + why, false, Optional.empty(), Optional.empty());
  }

  static StaticState incomparable(String problem) {
    return new StaticState("", problem, false, Optional.empty(), Optional.of(problem));
  }

  /** Whether code finds the same in both. */
  boolean equalTo(StaticState other) {
    return problem.isEmpty() && other.problem.isEmpty() && digest.equals(other.digest);
  }
}
