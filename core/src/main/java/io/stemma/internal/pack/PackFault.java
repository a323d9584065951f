package io.stemma.internal.pack;

import io.stemma.internal.format.v1.PackRow;
import java.util.List;

/**
 * Something wrong in a pack.
 *
 * @param offset where in the pack the damaged part begins
 * @param problem what was expected and what was found
 * @param rows the chunks that cannot be read because of it; empty where header or table is damaged
 */
public record PackFault(long offset, String problem, List<PackRow> rows) {

  /** Keeps an unmodifiable list. */
  public PackFault {
    rows = List.copyOf(rows);
  }
}
