package io.stemma.internal.format.v1;

import java.util.Optional;

/**
 * What an operation did to one ref. Targets carry no locations here; those are in the state.
 *
 * @param ref such as {@code shots}, {@code shots/heads/main} or {@code shots/tags/x}
 * @param from what it stood for; empty if it was made
 * @param to what it stands for; empty if it was removed
 */
public record RefMove(String ref, Optional<RefTarget> from, Optional<RefTarget> to) {
  /** Checks the name and drops the locations. */
  public RefMove {
    Checks.name("a ref", ref, 1_024);
    from = from.map(RefTarget::withoutLocations);
    to = to.map(RefTarget::withoutLocations);
    if (from.isEmpty() && to.isEmpty()) {
      throw new IllegalArgumentException("ref " + ref + " moves from nothing to nothing");
    }
  }
}
