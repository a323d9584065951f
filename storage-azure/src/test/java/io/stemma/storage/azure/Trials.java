package io.stemma.storage.azure;

/** How large the tests are that can be small or large. */
final class Trials {
  /** Asked for by {@code -Dstemma.trials=full}. */
  private static final boolean FULL = "full".equals(System.getProperty("stemma.trials"));

  private Trials() {}

  static int sized(int usual, int full) {
    return FULL ? full : usual;
  }
}
