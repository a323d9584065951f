package io.stemma.internal.format.v1;

import io.stemma.internal.base.Hash;

/**
 * A piece of a file: a chunk of it, or a list of chunks.
 *
 * @param id id of the {@link Kind#DATA} chunk, or of the {@link Kind#CHUNK_LIST}
 * @param length bytes of the file in it
 */
public record ChunkRef(Hash id, long length) {}
