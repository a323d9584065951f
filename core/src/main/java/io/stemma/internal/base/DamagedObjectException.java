package io.stemma.internal.base;

/** Bytes of a stored object that do not follow the format, where the object's key is known. */
public final class DamagedObjectException extends MalformedException {
  private static final long serialVersionUID = 1L;

  /** Key of the object. */
  private final String key;

  /** Names the object, and says what was expected and what was found. */
  public DamagedObjectException(String key, String problem) {
    super(key + ": " + problem);
    this.key = key;
  }

  /** Names the object, and says what was expected and what was found. */
  public DamagedObjectException(String key, String problem, Throwable cause) {
    super(key + ": " + problem, cause);
    this.key = key;
  }

  /** Key of the object in its store. */
  public String key() {
    return key;
  }
}
