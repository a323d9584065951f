package io.stemma.testing.archive;

import io.stemma.storage.ObjectStore;
import java.io.IOException;

/** Opens a store, again and again. */
@FunctionalInterface
public interface StoreOpening {
  /**
   * Opens it.
   *
   * @return the store with what was written to it before; empty at first
   * @throws IOException if that fails
   */
  ObjectStore open() throws IOException;
}
