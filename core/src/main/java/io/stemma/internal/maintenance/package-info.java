/**
 * Looks after an archive as a whole: {@link io.stemma.internal.maintenance.ArchiveVerifier} checks
 * it, {@link io.stemma.internal.maintenance.IndexRebuild} makes its index anew, {@link
 * io.stemma.internal.maintenance.Compactor} merges small objects. Works on what is stored, past the
 * caches of whoever uses the archive meanwhile. May use commit, chunks, path, tree, log, pack,
 * index, chunk, format, storage and base, and of the API values and exceptions.
 */
@NullMarked
package io.stemma.internal.maintenance;

import org.jspecify.annotations.NullMarked;
