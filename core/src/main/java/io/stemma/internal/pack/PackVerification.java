package io.stemma.internal.pack;

import io.stemma.internal.format.v1.PackTable;
import java.util.List;
import java.util.Optional;

/**
 * What checking every byte of a pack came to.
 *
 * @param table the pack's table; empty if it is damaged, so that only an index can tell what the
 *     pack should hold, and none of its frames was checked
 * @param faults what is wrong, in the order of offsets; empty if the pack is sound
 */
public record PackVerification(Optional<PackTable> table, List<PackFault> faults) {

  /** Keeps an unmodifiable list. */
  public PackVerification {
    faults = List.copyOf(faults);
  }

  /** Whether nothing is wrong. */
  public boolean sound() {
    return faults.isEmpty();
  }
}
