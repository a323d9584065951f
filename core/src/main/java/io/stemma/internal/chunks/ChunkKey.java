package io.stemma.internal.chunks;

import io.stemma.internal.base.Hash;
import io.stemma.internal.format.v1.Kind;

/** An id together with the kind it is asked for as. */
public record ChunkKey(Kind kind, Hash id) {}
