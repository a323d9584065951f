/**
 * Sampled signals: typed arrays with a unit and a time base, read from and written to any {@link
 * java.nio.file.Path}. Uses the JDK only, so that a transformation can carry it along.
 */
@NullMarked
package io.stemma.signal;

import org.jspecify.annotations.NullMarked;
