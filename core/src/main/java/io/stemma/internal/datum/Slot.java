package io.stemma.internal.datum;

import java.util.List;

/**
 * What a datum sees under the name of an input.
 *
 * @param input the name
 * @param reference whether content and attributes do not count
 * @param items files and directories: one, or none, or those of a group, in the order of their
 *     paths
 */
public record Slot(String input, boolean reference, List<Item> items) {

  /** Copies the list. */
  public Slot {
    items = List.copyOf(items);
  }
}
