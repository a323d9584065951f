package io.stemma.internal.log;

/** An entry that is needed is missing, truncated or altered. */
public final class DamagedLogException extends LogException {
  private static final long serialVersionUID = 1L;

  private final String key;

  /** Names the object and what is wrong with it. */
  DamagedLogException(String key, String problem) {
    super(key + ": " + problem);
    this.key = key;
  }

  /** Names the object and what is wrong with it. */
  DamagedLogException(String key, String problem, Throwable cause) {
    super(key + ": " + problem, cause);
    this.key = key;
  }

  /** The damaged object. */
  public String key() {
    return key;
  }
}
