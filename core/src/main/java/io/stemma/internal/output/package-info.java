/**
 * Takes what a transformation writes of one datum: as paths, streams, bytes and copies by
 * reference. Content goes into chunks as it comes; files are kept as entries until the datum ends.
 * Begin with {@link io.stemma.internal.output.DatumOutput}. May use commit, chunks, path, format,
 * chunk and base.
 */
@NullMarked
package io.stemma.internal.output;

import org.jspecify.annotations.NullMarked;
