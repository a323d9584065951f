package io.stemma;

import java.util.Objects;

/**
 * A stored object is missing, altered or unreadable. Each of the four cases is a subclass of its
 * own; all name the object.
 */
public abstract sealed class DamageException extends StemmaException
    permits CorruptObjectException,
        MissingObjectException,
        FormatTooNewException,
        FormatTooOldException {
  private static final long serialVersionUID = 1L;

  /** Key of the object. */
  private final String object;

  DamageException(String object, String message) {
    super(message);
    this.object = Objects.requireNonNull(object, "object");
  }

  DamageException(String object, String message, Throwable cause) {
    super(message, cause);
    this.object = Objects.requireNonNull(object, "object");
  }

  /**
   * The object.
   *
   * @return its key in the store
   */
  public final String object() {
    return object;
  }
}
