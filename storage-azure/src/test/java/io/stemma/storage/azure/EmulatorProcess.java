package io.stemma.storage.azure;

import java.io.IOException;

/** A process that uses the emulator until somebody ends it. */
final class EmulatorProcess {
  private EmulatorProcess() {}

  /** Prints the port of the emulator and where its data are. */
  public static void main(String[] args) throws IOException {
    System.out.println(Azurite.running().port());
    System.out.println(Azurite.running().data());
    while (System.in.read() >= 0) {}
  }
}
