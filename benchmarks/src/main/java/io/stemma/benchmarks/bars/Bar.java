package io.stemma.benchmarks.bars;

import java.nio.file.Path;

/**
 * Something the library has to reach.
 *
 * @param name what is measured, unique in its area
 * @param asked what it has to reach, as text
 * @param measurement how to measure it
 */
record Bar(String name, String asked, Measurement measurement) {
  /** Measures a bar. */
  interface Measurement {
    /**
     * Measures once.
     *
     * @param directory an empty one of the bar's own, for whatever it writes
     * @throws Exception if it fails, which the bar then does not survive
     */
    Reached measure(Path directory) throws Exception;
  }

  /**
   * The outcome of a measurement.
   *
   * @param text what was reached, in the words and units of what was asked
   * @param holds whether that is enough
   */
  record Reached(String text, boolean holds) {}
}
