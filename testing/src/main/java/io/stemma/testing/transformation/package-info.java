/** Unit tests of transformations: datums made of nothing, runs of one, archives for a test. */
@NullMarked
package io.stemma.testing.transformation;

import org.jspecify.annotations.NullMarked;
