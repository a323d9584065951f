package io.stemma.internal.format.v1;

/**
 * Where the bytes of an id are: a frame of a pack, and the place in that frame.
 *
 * @param pack the pack
 * @param offset where the frame begins, in bytes from the beginning of the pack, below 2^32
 * @param length length of the whole frame with its header, below 2^24
 * @param slot which of the frame's chunks, 0 to 4,095
 */
public record Location(PackId pack, long offset, int length, int slot) {}
