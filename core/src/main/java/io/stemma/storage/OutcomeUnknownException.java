package io.stemma.storage;

import java.io.IOException;
import java.util.Objects;

/**
 * An object may or may not have been created: the answer got lost, or the object is there and its
 * durability could not be established.
 */
public final class OutcomeUnknownException extends IOException {
  private static final long serialVersionUID = 1L;

  /** The object. */
  private final String key;

  /** Whether reading it back proves nothing. */
  private final boolean durabilityInDoubt;

  /**
   * Creates the exception.
   *
   * @param key the object in question
   * @param durabilityInDoubt true if the object may be visible without being durable (an fsync
   *     failed), so that reading it back proves nothing, not even after {@link
   *     ObjectStore#sync(String)}; false if only the answer was lost: what is found under the key
   *     then is made durable by {@code sync}
   * @param cause what went wrong
   */
  public OutcomeUnknownException(String key, boolean durabilityInDoubt, Throwable cause) {
    super("nobody knows whether " + key + " was created: " + cause.getMessage(), cause);
    this.key = Objects.requireNonNull(key, "key");
    this.durabilityInDoubt = durabilityInDoubt;
  }

  /**
   * The object in question.
   *
   * @return its key
   */
  public String key() {
    return key;
  }

  /**
   * Whether the object may be visible without being durable.
   *
   * @return true if reading the object back does not prove that it survives a crash
   */
  public boolean durabilityInDoubt() {
    return durabilityInDoubt;
  }
}
