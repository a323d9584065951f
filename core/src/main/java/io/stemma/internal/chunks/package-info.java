/**
 * Content by id over all packs: a deduplicating put, a verified get, and files as sequences of
 * chunks. {@link io.stemma.internal.chunks.ChunkStore} reads, {@link
 * io.stemma.internal.chunks.WriteSession} writes. May use pack, index, chunk, format and base.
 */
@NullMarked
package io.stemma.internal.chunks;

import org.jspecify.annotations.NullMarked;
