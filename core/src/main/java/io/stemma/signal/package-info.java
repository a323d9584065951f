/**
 * Sampled signals: samples over time, with a unit, read from and written to any {@link
 * java.nio.file.Path}.
 *
 * <p>Begin with {@link io.stemma.signal.Signal}; {@link io.stemma.signal.Signal2D} has several
 * samples at each time, {@link io.stemma.signal.SignalDifference} compares two, {@link
 * io.stemma.signal.RawLayout} and {@link io.stemma.signal.CsvTable} read what other programs wrote.
 * The file's layout is in {@code docs/FORMAT.md}. The package uses the JDK only and keeps no static
 * state, because an archive stores it with the code of a transformation that uses it.
 */
@NullMarked
package io.stemma.signal;

import org.jspecify.annotations.NullMarked;
