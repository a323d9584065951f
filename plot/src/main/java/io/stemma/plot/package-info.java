/**
 * Signals as pictures, for the eye: SVG, which is the same text on any machine, and PNG.
 *
 * <p>Begin with {@link io.stemma.plot.Plot}. Signals are decimated first, then JFreeChart lays out
 * and draws; for SVG onto a canvas of this package, with letters whose widths it knows, so that
 * neither a display nor a font counts. Only {@code io.stemma.signal}, the JDK and JFreeChart are
 * used.
 */
@NullMarked
package io.stemma.plot;

import org.jspecify.annotations.NullMarked;
