package io.stemma.testing.archive;

import io.stemma.storage.ObjectStore;
import io.stemma.testing.CrashingObjectStore;

/** A place in memory. */
public final class CrashingStores implements CrashingPlace {
  private final CrashingObjectStore machine = new CrashingObjectStore();

  /** An empty place. */
  public CrashingStores() {}

  @Override
  public ObjectStore open() {
    return machine.reopen();
  }

  @Override
  public long steps() {
    return machine.steps();
  }

  @Override
  public void crashAt(long step) {
    machine.crashAt(step);
  }

  @Override
  public boolean crashed() {
    return machine.crashed();
  }

  @Override
  public ObjectStore survivors(long seed) {
    return machine.crash(seed);
  }
}
