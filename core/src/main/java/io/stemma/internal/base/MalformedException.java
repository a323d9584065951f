package io.stemma.internal.base;

/**
 * Bytes that do not follow the format. Thrown by decoders, which know no object's name; whoever
 * read the object turns it into the public exception that names it.
 */
public class MalformedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Says what was expected and what was found. */
  public MalformedException(String message) {
    super(message);
  }

  /** Says what was expected and what was found. */
  public MalformedException(String message, Throwable cause) {
    super(message, cause);
  }
}
