package io.stemma.storage.azure;

import java.io.IOException;
import java.util.Locale;

/** Prints what each way of not getting at an archive says, and after how long. */
final class AzureErrors {
  private AzureErrors() {}

  /** Runs them all, one after the other. */
  public static void main(String[] args) throws IOException {
    for (FailingAccess access : FailingAccess.all()) {
      long begin = System.nanoTime();
      String told = "nothing";
      try {
        access.attempt().run();
      } catch (IOException | RuntimeException e) {
        told = e.getClass().getSimpleName() + ": " + e.getMessage();
      }
      double seconds = (System.nanoTime() - begin) / 1e9;
      System.out.println(String.format(Locale.ROOT, "%-20s %5.1f s  %s", access, seconds, told));
    }
  }
}
