package io.stemma;

/** A stored object that others refer to is not there. */
public final class MissingObjectException extends DamageException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param object key of the object
   * @param message who refers to it, and what to do
   */
  public MissingObjectException(String object, String message) {
    super(object, message);
  }
}
