package io.stemma;

import java.util.Objects;
import java.util.UUID;

/**
 * The identity of an archive, given at its creation. Copies of an archive have the same.
 *
 * @param value the UUID
 */
public record ArchiveId(UUID value) {

  /**
   * Refuses null.
   *
   * @param value the UUID
   */
  public ArchiveId {
    Objects.requireNonNull(value, "value");
  }

  /** The UUID. */
  @Override
  public String toString() {
    return value.toString();
  }
}
