package io.stemma.plot;

import io.stemma.signal.Signal;

/**
 * From when to when, in seconds.
 *
 * @param from the beginning; may be infinite
 * @param to the end; may be infinite
 */
record Times(double from, double to) {
  /** What of a signal is to be seen. */
  Signal of(Signal signal) {
    return signal.slice(from, to);
  }
}
