/**
 * Unit tests of transformations: datums made of nothing, runs of one, archives for a test, and
 * golden archives, which keep what a transformation gave. Begin with {@link
 * io.stemma.testing.transformation.TestRun}, {@link
 * io.stemma.testing.transformation.TransformationAssert} and {@link
 * io.stemma.testing.transformation.Golden}. Uses the public interfaces of {@code core} alone.
 */
@NullMarked
package io.stemma.testing.transformation;

import org.jspecify.annotations.NullMarked;
