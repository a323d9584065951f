package io.stemma.testing.archive;

import io.stemma.storage.ObjectStore;
import io.stemma.testing.CrashingObjectStore;
import java.io.IOException;

/** A place in memory. */
public final class CrashingStores implements CrashingPlace {
  private final CrashingObjectStore machine;

  /** An empty place. */
  public CrashingStores() {
    this(new CrashingObjectStore());
  }

  private CrashingStores(CrashingObjectStore machine) {
    this.machine = machine;
  }

  @Override
  public ObjectStore open() {
    return machine.reopen();
  }

  @Override
  public CrashingPlace copy() throws IOException {
    return new CrashingStores(machine.copy());
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
