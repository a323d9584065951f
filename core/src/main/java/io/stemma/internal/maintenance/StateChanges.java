package io.stemma.internal.maintenance;

import io.stemma.internal.log.StateDraft;
import java.util.function.Consumer;

/** Commits what maintenance does to the state of an archive, as an operation of its own. */
@FunctionalInterface
public interface StateChanges {
  /**
   * Commits a change; throws what the change throws, and then nothing was committed.
   *
   * @param type what kind of operation it is
   * @param message what it does
   * @param change makes it; may be called several times, each time on a newer state
   */
  void commit(String type, String message, Consumer<StateDraft> change);
}
