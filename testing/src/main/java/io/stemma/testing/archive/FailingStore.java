package io.stemma.testing.archive;

import io.stemma.storage.ObjectStore;
import io.stemma.testing.Fault;
import io.stemma.testing.FaultPlan;
import io.stemma.testing.FaultyObjectStore;
import java.io.IOException;

/** A store whose faults can be switched on and off, wherever they come from. */
public interface FailingStore {
  /**
   * Opens it; faults are switched off.
   *
   * @return the store
   * @throws IOException if that fails
   */
  ObjectStore open() throws IOException;

  /**
   * Switches the faults on or off.
   *
   * @param enabled whether anything may go wrong
   */
  void setEnabled(boolean enabled);

  /**
   * How often something went wrong.
   *
   * @return how often
   */
  long faults();

  /**
   * A store whose operations fail at random.
   *
   * @param store opens a store that does not fail
   * @param seed decides which operations fail, and how
   * @param rate how many of the store's operations fail, between 0 and 1
   * @param faults what can go wrong
   * @return the store
   * @throws IOException if the store cannot be opened
   */
  static FailingStore random(StoreOpening store, long seed, double rate, Fault... faults)
      throws IOException {
    FaultyObjectStore faulty =
        new FaultyObjectStore(store.open(), FaultPlan.random(seed, rate, faults), seed);
    faulty.setEnabled(false);
    return new FailingStore() {
      @Override
      public ObjectStore open() {
        return faulty;
      }

      @Override
      public void setEnabled(boolean enabled) {
        faulty.setEnabled(enabled);
      }

      @Override
      public long faults() {
        return faulty.faults();
      }
    };
  }
}
