package io.stemma.internal.format.v1;

import io.stemma.internal.base.Hash;

/**
 * One line of a pack's table: which bytes are where in this pack.
 *
 * @param kind what the bytes are
 * @param id their id
 * @param offset where their frame begins in the pack, below 2^32
 * @param length length of that frame with its header, below 2^24
 * @param slot their place among the frame's chunks, 0 to 4,095
 */
public record PackRow(Kind kind, Hash id, long offset, int length, int slot) {

  /** The place of these bytes in a named pack. */
  public Location in(PackId pack) {
    return new Location(pack, offset, length, slot);
  }
}
