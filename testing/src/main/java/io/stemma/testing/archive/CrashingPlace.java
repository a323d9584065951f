package io.stemma.testing.archive;

import io.stemma.storage.ObjectStore;
import java.io.IOException;

/** A store on a machine that can crash. */
public interface CrashingPlace {

  /**
   * Opens the store as it is.
   *
   * @return the store
   * @throws IOException if that fails
   */
  ObjectStore open() throws IOException;

  /**
   * The same state on another machine, which has made as many steps and has not crashed. Stores of
   * this place, of earlier copies, and their survivors are not used any more.
   *
   * @return the copy; this place is good for further copies
   * @throws IOException if that fails
   */
  CrashingPlace copy() throws IOException;

  /**
   * How many steps the machine has made.
   *
   * @return how many
   */
  long steps();

  /**
   * Lets the machine crash at a step.
   *
   * @param step which one, counted from the beginning
   */
  void crashAt(long step);

  /**
   * Whether the machine has crashed.
   *
   * @return whether it has
   */
  boolean crashed();

  /**
   * What is there after the crash.
   *
   * @param seed decides what survives of that which was not durable
   * @return a store that does not crash
   * @throws IOException if that fails
   */
  ObjectStore survivors(long seed) throws IOException;
}
