package io.stemma.internal.format.v1;

import java.util.List;

/**
 * What a pack holds.
 *
 * @param pack its name
 * @param length length of the object in bytes
 * @param rows its chunks, sorted by offset and slot
 */
public record PackTable(PackId pack, long length, List<PackRow> rows) {

  /** Keeps an unmodifiable list. */
  public PackTable {
    rows = List.copyOf(rows);
  }
}
